import { expect, it } from 'vitest'
import { handler } from '../../functions/management/get-delegation-policy.ts'
import { httpOperations } from '../../shared/contract/contract.ts'
import { getDelegationPolicy } from '../../shared/management/contract.ts'
import { ALLOWED } from '../../shared/management/delegation-policy.ts'
import { FORBIDDEN } from '../../shared/management/forbidden.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

describeOperation(getDelegationPolicy, handler, {
  done: {
    title: 'R51 names the ten by a stable code each, and what is allowed',
    arrange: async () => ({ as: arrange.somebody(), input: {} }),
    then: (answer) => {
      expect(answer.forbidden.map(({ code }) => code)).toEqual([
        'changeSuperAdmin',
        'setOrganizationTfa',
        'changeUserRole',
        'changeUserProfilePicture',
        'resetUserPassword',
        'deleteUser',
        'backUpUserAccount',
        'editDashboard',
        'useReferralProgram',
        'changeContactsSync',
      ])
      expect(answer.allowed).toEqual([...ALLOWED])
    },
  },
  refuses: {},
  also: () => {
    it.each(['en', 'th', 'pt-BR'])('R51 says the ten in %s', async (acceptLanguage) => {
      const { body } = await call(getDelegationPolicy, handler, arrange.somebody(), {}, { acceptLanguage })
      expect(body).toMatchSnapshot()
    })

    it('R51 allows what the declarations allow, and forbids what they never allow', () => {
      const onBehalf = httpOperations.map(({ name, declaration }) => ({
        name,
        onBehalf: declaration.onBehalf,
      }))
      expect(
        onBehalf
          .filter((one) => one.onBehalf === 'in-session')
          .map(({ name }) => name)
          .sort(),
      ).toEqual([...ALLOWED].sort())
      const never = onBehalf.flatMap((one) => (typeof one.onBehalf === 'object' ? [one.onBehalf.never] : []))
      expect([...new Set(never)].sort()).toEqual([...FORBIDDEN].sort())
    })
  },
})
