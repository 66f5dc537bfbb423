import { DEFAULT_TERMS } from '../../shared/commission/terms.ts'
import { type Role } from '../../shared/kernel/caller.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { deactivate, membershipOf, type Partner } from '../../shared/partners/partner.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { reader } from '../../shared/table/reader.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { world } from '../../functions/outside/world.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { handlerOf, httpOperations } from '../support/describe/handlers.ts'
import { asynchronousLetter, recorded } from '../support/dead-letter.ts'
import { parked } from '../support/outbox.ts'
import { inMemory, type TableInMemory } from '../support/table/in-memory.ts'
import { SETTINGS } from '../support/table/settings.ts'
import { makeManagers, type SessionIs } from './managers.ts'

/** Identifiers of things that nobody has. */
export const MISSING = {
  customerId: 'cus_00000000000000000000000000',
  partnerId: 'ptr_00000000000000000000000000',
  applicationId: 'app_00000000000000000000000000',
  transferId: 'trf_00000000000000000000000000',
  tagRequestId: 'tag_00000000000000000000000000',
  mailId: 'obx_00000000000000000000000000',
  requestId: 'srq_00000000000000000000000000',
  eventId: '00000000-0000-4000-8000-000000000000',
  code: 'XXXX-XXXX-XXXX-XXXX',
  admin: 'nobody@people.example.com',
  domain: 'nobody-has-this.co.th',
  userId: 'usr_00000000000000000000000000',
  administrator: 'usr_00000000000000000000000000',
  groupId: 'grp_00000000000000000000000000',
  policyId: 'pol_00000000000000000000000000',
  alias: 'nobody@nobody-has-this.co.th',
  paymentId: 'pay_00000000000000000000000000',
  payoutId: 'pyo_00000000000000000000000000',
} as const

/** What a path can name. */
export interface Target {
  readonly customerId: string
  readonly partnerId: string
  readonly applicationId: string
  /** A transfer of an organisation from the partner to another. */
  readonly transferId: string
  /** A one-time code of a partner. */
  readonly code: string
  /** A tag request of the partner. */
  readonly tagRequestId: string
  readonly mailId: string
  /** A subscription request to the partner. */
  readonly requestId: string
  readonly eventId: string
  /** An admin of the partner. */
  readonly admin: string
  /** A domain that a customer has verified. */
  readonly domain: string
  /** A member of an organisation, and an org admin of it. */
  readonly userId: string
  readonly administrator: string
  readonly groupId: string
  readonly policyId: string
  /** An alias of the member. */
  readonly alias: string
  /** A payment of a customer of the partner, and a payout to it. */
  readonly paymentId: string
  readonly payoutId: string
}

/** Somebody who attacks, with all that the oracle needs to know of them. */
export interface Attacker {
  readonly is: string
  readonly who: arrange.Somebody | undefined
  /** The roles they hold somewhere. */
  readonly roles: readonly Role[]
  readonly partner?: {
    readonly active: boolean
    readonly workplace: boolean
    readonly granted: boolean
    /** Their management session on the customer that is theirs. */
    readonly session: SessionIs
  }
  /** What is theirs, as applicant or partner; what they lack stands for something foreign. */
  readonly owns: Partial<Target>
  /** The organisation that they administer, and as what. */
  readonly administers?: { readonly customerId: string; readonly role: 'super-admin' | 'org-admin' }
}

const deactivatePartner = async ({
  partner,
  admin,
}: {
  partner: Partner
  admin: arrange.Somebody
}): Promise<void> => {
  const stored = await reader(world.table).find(partnerRecord, partner)
  if (!stored) throw new Error('The arranged partner is missing')
  const deactivated = deactivate(stored, 'Out of business')
  await arrange.commit(partnerRecord.replace(stored, deactivated, { action: 'partner.deactivated' }))
  await arrange.setPerson(admin, (person) => ({ ...person, partner: membershipOf(deactivated) }))
}

/** Support asks that somebody else becomes the super admin of an organisation. */
const askRecovery = async ({ customerId }: { readonly customerId: CustomerId }): Promise<void> => {
  const recovering = httpOperations.find(({ name }) => name === 'recoverSuperAdmin')
  if (!recovering) return
  const support = await arrange.staff('support')
  const { email } = arrange.somebody('successor')
  const input = { customerId, firstName: 'Mali', lastName: 'Srisuk', email }
  await call(recovering.operation, await handlerOf(recovering), support, input, { idempotencyKey: 'ask' })
}

/** A partner whose customer has paid, with a change that is scheduled for its renewal; where the test has a payment provider, it has charged the payment. */
const seller = async () => {
  const of = await arrange.partner()
  const order = { of, cardType: 'CC' as const, licences: 5, storage: [{ gb: 5 as const, count: 2 }] }
  const { customer, payment } = await (arrange.hasProvider()
    ? arrange.sold(order)
    : arrange.subscribed(order))
  await arrange.changeScheduled(customer, { storage: [{ gb: 5, count: 1 }] })
  const { customerId } = customer
  const { paymentId } = payment
  return { ...of, customer, owns: { customerId, partnerId: of.partner.partnerId, paymentId } }
}

/** A small programme with everybody who may attack it; each call another one. */
export const makeCast = async ({ trial }: { trial: boolean }) => {
  const next = await arrange.partner()
  const [asked, courted] = [await arrange.unmappedCustomer(), await arrange.unmappedCustomer()]
  const reseller = async (workplace = true) => {
    const former = await arrange.partner({ workplace, terms: { ...DEFAULT_TERMS, threshold: 1 } })
    const { admin, partner } = former
    const { customer, superAdmin } = await arrange.customer(partner, { trial, signedIn: false })
    const { customerId } = customer
    const asking = await arrange.customer(partner)
    const { requestId } = await arrange.subscriptionRequest(asking.customer, asking.superAdmin)
    const { transfer } = await arrange.pendingTransfer({ former, next })
    const { transferId } = transfer
    const { tagRequestId } = await arrange.tagRequest(partner, asked.customer)
    return {
      admin,
      superAdmin,
      partner,
      owns: {
        customerId,
        partnerId: partner.partnerId,
        admin: admin.email,
        requestId,
        transferId,
        tagRequestId,
      },
    }
  }
  const [main, other, storeOnly, deactivated, revoked] = await Promise.all([
    reseller(),
    reseller(),
    reseller(false),
    reseller(),
    reseller(),
  ])
  await arrange.available(main, 12_000)
  await deactivatePartner(deactivated)
  await arrange.revokeAccess(CustomerId.parse(revoked.owns.customerId))
  // The address of the schemas' examples is one that somebody has signed in with.
  await arrange.bind({ email: EmailAddress.parse('somchai@example.co.th'), sub: 'sub of the example' })
  const orgAdmin = arrange.somebody('org-admin')
  const { customerId, partnerId } = main.owns
  await arrange.setOrganizationRole(orgAdmin, { customerId, partnerId }, 'org-admin')
  const [applied, elsewhere] = [await arrange.application(), await arrange.application()]
  const applicationId = applied.application.applicationId
  const stranger = arrange.somebody('stranger')
  const twoHatted = await reseller()
  await arrange.setOrganizationRole(
    twoHatted.admin,
    { customerId: other.owns.customerId, partnerId: other.owns.partnerId },
    'super-admin',
  )
  const [leaving, staying] = [
    await arrange.pendingTransfer({ next }),
    await arrange.customer(main.partner, { verified: true }),
  ]
  const selling = await seller()
  const contested = await arrange.objectedTransfer({ next })
  const managers = await makeManagers()
  const { here, there } = managers
  await askRecovery(there.named)
  const active = { active: true, workplace: true, granted: true, session: 'none' } as const
  const admin = (
    is: string,
    of: Pick<typeof main, 'admin'> & Pick<Attacker, 'owns'>,
    partner: Attacker['partner'] = active,
  ): Attacker => ({
    is,
    who: of.admin,
    roles: ['applicant', 'partner-admin'],
    ...(partner ? { partner } : {}),
    owns: of.owns,
  })
  const administrator = (
    is: string,
    who: arrange.Somebody,
    of: string,
    role: 'super-admin' | 'org-admin' = 'super-admin',
  ): Attacker => ({ is, who, roles: ['applicant'], owns: {}, administers: { customerId: of, role } })
  const staff = async (role: 'reviewer' | 'finance' | 'support'): Promise<Attacker> => ({
    is: role,
    who: await arrange.staff(role),
    roles: ['applicant', 'staff', role],
    owns: {},
  })
  const attackers: readonly Attacker[] = [
    { is: 'nobody', who: undefined, roles: [], owns: {} },
    { is: 'a stranger', who: stranger, roles: ['applicant'], owns: {} },
    { is: 'an applicant', who: applied.applicant, roles: ['applicant'], owns: { applicationId } },
    admin('a partner admin', main),
    admin("another partner's admin", other),
    admin('a partner without Workplace', storeOnly, { ...active, workplace: false }),
    admin('a deactivated partner', deactivated, { ...active, active: false }),
    admin('a revoked partner', revoked, { ...active, granted: false }),
    admin('a partner admin whose customer has paid', selling),
    administrator('the super admin', main.superAdmin, customerId),
    administrator('an org admin', orgAdmin, customerId, 'org-admin'),
    administrator("another organisation's super admin", other.superAdmin, other.owns.customerId),
    administrator('a super admin who revoked', revoked.superAdmin, revoked.owns.customerId),
    {
      ...administrator(
        "a verified organisation's super admin",
        staying.superAdmin,
        staying.customer.customerId,
      ),
      owns: { customerId: staying.customer.customerId, domain: staying.customer.domain },
    },
    {
      ...administrator(
        'the super admin of an organisation that is to move',
        leaving.superAdmin,
        leaving.customer.customerId,
      ),
      owns: { customerId: leaving.customer.customerId, transferId: leaving.transfer.transferId },
    },
    {
      ...administrator(
        'the super admin of an organisation that is asked',
        asked.superAdmin,
        asked.customer.customerId,
      ),
      owns: { customerId: asked.customer.customerId, tagRequestId: main.owns.tagRequestId },
    },
    {
      ...admin('a partner admin who is super admin of an organisation that is not its customer', twoHatted),
      administers: { customerId: other.owns.customerId, role: 'super-admin' },
    },
    ...managers.admins.map(({ session, who }) =>
      admin(
        `a partner admin with this management session: ${session}`,
        { admin: who, owns: { ...here.named, partnerId: managers.partner.partnerId } },
        { ...active, session },
      ),
    ),
    admin(
      "another partner's admin in a management session elsewhere",
      { admin: managers.elsewhere, owns: { ...there.named, partnerId: managers.other.partnerId } },
      { ...active, session: 'open' },
    ),
    {
      ...admin(
        'the super admin of a managed organisation who manages another one as a partner admin',
        { admin: managers.twoHatted, owns: { ...there.named, partnerId: managers.other.partnerId } },
        { ...active, session: 'open' },
      ),
      administers: { customerId: here.named.customerId, role: 'super-admin' },
    },
    {
      ...administrator('the super admin of a managed organisation', there.superAdmin, there.named.customerId),
      owns: there.named,
    },
    {
      ...administrator(
        'an org admin of a managed organisation',
        here.orgAdmin,
        here.named.customerId,
        'org-admin',
      ),
      owns: here.named,
    },
    { is: 'a user of a managed organisation', who: here.member, roles: ['applicant'], owns: {} },
    await staff('reviewer'),
    await staff('finance'),
    await staff('support'),
    {
      is: 'the first staff member',
      who: arrange.firstStaffMember(),
      roles: ['applicant', 'staff', 'support'],
      owns: {},
    },
  ]
  const ofNobody = async () => ({
    mailId: (await parked()).mailId,
    eventId: await recorded(asynchronousLetter({})),
    code: await arrange.partnerCode(next.partner),
    domain: courted.customer.domain,
    userId: here.named.userId,
    administrator: here.named.administrator,
    groupId: here.named.groupId,
    policyId: here.named.policyId,
    alias: here.named.alias,
  })
  const [requested, approved] = [await arrange.payout(), await arrange.payout({ state: 'approved' })]
  const theirs: Target = {
    ...main.owns,
    paymentId: selling.owns.paymentId,
    payoutId: requested.payout.payoutId,
    applicationId,
    ...(await ofNobody()),
    transferId: contested.transfer.transferId,
  }
  const another: Target = {
    customerId: other.owns.customerId,
    requestId: deactivated.owns.requestId,
    paymentId: approved.sale.paymentId,
    payoutId: approved.payout.payoutId,
    partnerId: deactivated.owns.partnerId,
    admin: deactivated.owns.admin,
    applicationId: elsewhere.application.applicationId,
    transferId: deactivated.owns.transferId,
    tagRequestId: deactivated.owns.tagRequestId,
    ...(await ofNobody()),
  }
  return {
    attackers,
    theirs,
    another,
    /** Organisations with all that is theirs, which are verified. */
    directories: [here.named, there.named],
    verified: [here, there, staying, leaving, asked, courted, selling].map(
      ({ customer }) => customer.customerId,
    ),
  }
}
export type Cast = Awaited<ReturnType<typeof makeCast>>

const casts = new Map<boolean, Promise<{ readonly cast: Cast; readonly items: readonly StoredItem[] }>>()

/** Runs on a copy in memory of a small programme, which is made once for a test file. */
export const withCast = async <T>(
  { trial }: { readonly trial: boolean },
  run: (cast: Cast, table: TableInMemory) => Promise<T>,
): Promise<T> => {
  Object.assign(process.env, SETTINGS)
  const made =
    casts.get(trial) ?? inMemory(async (table) => ({ cast: await makeCast({ trial }), items: table.items() }))
  casts.set(trial, made)
  const { cast, items } = await made
  return inMemory((table) => run(cast, table), items)
}
