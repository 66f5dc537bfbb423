import { mailPolicyRecord } from '../../shared/policies/records.ts'
import type { ItemReader } from '../../shared/table/reader.ts'
import type { PresentUser } from '../../shared/users/user.ts'
import { userView } from '../../shared/users/view.ts'
import { beyondPlan, type OfOrganization } from './beyond-plan.ts'

interface Showing extends OfOrganization, Pick<ItemReader<'mailPolicy', never>, 'findAll'> {}

/** Users as they are shown: suspended where the plan has no licence for them, without a mail policy that is deleted (R56, R57). */
export const shownUsers = async (
  of: Showing,
  users: readonly (PresentUser & { readonly version: number })[],
): Promise<ReturnType<typeof userView>[]> => {
  const { customerId } = of.customer
  const policyIds = [...new Set(users.flatMap(({ mailPolicyId }) => mailPolicyId ?? []))]
  const [isBeyondPlan, policies] = await Promise.all([
    beyondPlan(of),
    of.findAll(
      mailPolicyRecord,
      policyIds.map((policyId) => ({ customerId, policyId })),
    ),
  ])
  const live = policies.flatMap((policy) => (policy?.state === 'live' ? policy.policyId : []))
  return users.map((user) =>
    userView(user, user.version, {
      isBeyondPlan: isBeyondPlan(user),
      hasLivePolicy: live.some((policyId) => policyId === user.mailPolicyId),
    }),
  )
}

/** A user as it is shown, as the version that this is. */
export const shownUser = async (of: Showing, user: PresentUser, version: number) => {
  const [shown] = await shownUsers(of, [{ ...user, version }])
  if (!shown) throw new Error('A user was not shown')
  return shown
}
