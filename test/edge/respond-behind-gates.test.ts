import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as add } from '../../functions/users/add-users.ts'
import { handler as edit } from '../../functions/settings/edit-dashboard.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { leavePartner } from '../../shared/people/person.ts'
import { editDashboard } from '../../shared/settings/contract.ts'
import { addUsers } from '../../shared/users/contract.ts'
import { needsSession } from '../../shared/declaration/operation.ts'
import { directory } from '../attack/managers.ts'
import { ask, codeOf } from '../attack/asking.ts'
import { MISSING } from '../attack/cast.ts'
import * as arrange from '../support/arrange.ts'
import { call, type CallOptions } from '../support/describe/call.ts'
import { httpOperations } from '../support/describe/handlers.ts'
import { refusedLines } from '../support/describe/expect-refusal.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import { useTestTable } from '../support/table/test-table.ts'

/** A request that would be done, before anything is wrong with it. */
interface Asked {
  readonly admin: arrange.Somebody | undefined
  readonly customerId: string
  readonly isOfTheTen: boolean
  readonly users: readonly object[]
  readonly options: CallOptions
}

/** One thing that is wrong with a request or with who sends it. */
interface Wrong {
  readonly code: string
  readonly make: (asked: Asked) => Promise<Asked> | Asked
  /** Whether the log of the organisation has a line of it where nothing before it is wrong. */
  readonly isLogged?: true
}

const changed =
  (change: Parameters<typeof arrange.setPerson>[1]) =>
  async (asked: Asked): Promise<Asked> => {
    if (asked.admin) await arrange.setPerson(asked.admin, change)
    return asked
  }
const withOptions =
  (more: CallOptions) =>
  (asked: Asked): Asked => ({ ...asked, options: { ...asked.options, ...more } })

/** Everything that can be wrong, in the order in which it is said. */
const WRONG: readonly Wrong[] = [
  { code: 'not-signed-in', make: (asked) => ({ ...asked, admin: undefined }) },
  { code: 'body-too-large', make: withOptions({ rawBody: 'x'.repeat(65_537) }) },
  { code: 'invalid-input', make: (asked) => ({ ...asked, customerId: 'cus_' }) },
  { code: 'another-person', make: withOptions({ claims: { sub: 'somebody else' } }) },
  {
    code: 'partner-deactivated',
    isLogged: true,
    make: changed(({ partner, ...person }) => ({
      ...person,
      ...(partner ? { partner: { ...partner, status: 'deactivated' } } : {}),
    })),
  },
  {
    code: 'console-requires-workplace',
    isLogged: true,
    make: changed(({ partner, ...person }) => ({
      ...person,
      ...(partner ? { partner: { ...partner, workplace: false } } : {}),
    })),
  },
  {
    code: 'customer-not-found',
    make: async (asked) => {
      const { customer } = await arrange.customer((await arrange.partner()).partner, { verified: true })
      return CustomerId.safeParse(asked.customerId).success
        ? { ...asked, customerId: customer.customerId }
        : asked
    },
  },
  {
    code: 'access-revoked',
    isLogged: true,
    make: async (asked) => {
      const { data } = CustomerId.safeParse(asked.customerId)
      if (data) await arrange.revokeAccess(data)
      return asked
    },
  },
  { code: 'forbidden-to-partner-admin', isLogged: true, make: (asked) => ({ ...asked, isOfTheTen: true }) },
  {
    code: 'domain-not-verified',
    isLogged: true,
    make: async (asked) => {
      const { data } = CustomerId.safeParse(asked.customerId)
      if (data) await arrange.unverify(data)
      return asked
    },
  },
  {
    code: 'management-session-required',
    isLogged: true,
    // What ends any session: the membership is another one.
    make: changed((person) => person),
  },
  {
    code: 'unsupported-media-type',
    isLogged: true,
    make: withOptions({ headers: { 'content-type': 'text/plain' } }),
  },
  { code: 'malformed-body', isLogged: true, make: withOptions({ rawBody: '{"' }) },
  { code: 'invalid-input', isLogged: true, make: (asked) => ({ ...asked, users: [] }) },
  {
    code: 'address-outside-domain',
    isLogged: true,
    make: (asked) => ({
      ...asked,
      users: asked.users.map((user) => ({ ...user, email: 'a@elsewhere.co.th' })),
    }),
  },
]

const PAIRS = WRONG.flatMap((first, place) =>
  WRONG.slice(place + 1).map((second, next) => ({
    first,
    second,
    title: `${place} ${first.code} before ${place + next + 1} ${second.code}`,
  })),
)

describe('a request on behalf of an organisation', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  describe('of which several things are wrong', () => {
    const table = useMemoryTable()

    const sent = async (...wrong: readonly Wrong[]) => {
      const { admin, customer } = await arrange.managed()
      let asked: Asked = {
        admin,
        customerId: customer.customerId,
        isOfTheTen: false,
        users: [{ email: `malee@${customer.domain}`, firstName: 'Malee', lastName: 'Srisuk' }],
        options: {},
      }
      for (const { make } of wrong.toReversed()) asked = await make(asked)
      const { customerId, users, options, isOfTheTen } = asked
      return isOfTheTen
        ? call(editDashboard, edit, asked.admin, { customerId, users }, options)
        : call(addUsers, add, asked.admin, { customerId, users }, options)
    }

    it('is done where nothing is wrong', async () => {
      expect((await sent()).status).toBe(201)
      expect(refusedLines(table.items())).toEqual([])
    })

    it.each(WRONG)('R53 $code leaves a line in the log: $isLogged', async ({ isLogged, ...wrong }) => {
      const called = await sent(wrong)
      expect(codeOf(called)).toBe(wrong.code)
      expect(refusedLines(table.items())).toMatchObject(
        isLogged ? [{ code: wrong.code, outcome: 'refused', requestId: called.body['instance'] }] : [],
      )
    })

    it.each(PAIRS)('is refused for the first: $title', async ({ first, second }) => {
      const called = await sent(first, second)
      expect(codeOf(called)).toBe(first.code)
      const isOfPartner = second.code !== 'customer-not-found'
      expect(refusedLines(table.items())).toHaveLength(first.isLogged && isOfPartner ? 1 : 0)
    })
  })

  describe('that lists', () => {
    const table = useTestTable()
    const listing = httpOperations.filter(
      ({ operation: { declaration } }) =>
        needsSession(declaration) && declaration.on.method === 'GET' && declaration.lists,
    )

    const LOSSES = [
      {
        how: 'the access is revoked',
        code: 'access-revoked',
        lose: (_admin: arrange.Somebody, customerId: CustomerId) => arrange.revokeAccess(customerId),
      },
      {
        how: 'the session is closed',
        code: 'management-session-required',
        lose: arrange.closeSession,
      },
      {
        how: 'another session is opened in its place',
        code: undefined,
        lose: arrange.openSession,
      },
      {
        how: 'the access is revoked and granted again',
        code: 'management-session-required',
        lose: async (_admin: arrange.Somebody, customerId: CustomerId) => {
          await arrange.revokeAccess(customerId)
          await arrange.grantAccess(customerId)
        },
      },
      {
        how: 'the admin is removed',
        code: 'customer-not-found',
        lose: (admin: arrange.Somebody) => arrange.setPerson(admin, leavePartner),
      },
      {
        how: 'the customer moves to another partner',
        code: 'customer-not-found',
        lose: (_admin: arrange.Somebody, customerId: CustomerId) => arrange.moveCustomer(customerId),
      },
    ] as const

    it.each(listing.flatMap((tested) => LOSSES.map((loss) => ({ ...loss, tested, name: tested.name }))))(
      'R60 $name answers nothing that it read while $how',
      async ({ tested, code, lose }) => {
        const { admin, named } = await table.arranged(async () => {
          const admin = arrange.somebody('manager')
          const { partner } = await arrange.partner({ admins: [admin] })
          const { customer, named } = await directory(partner, arrange.somebody('super-admin'))
          await arrange.openSession(admin, customer.customerId)
          return { admin, named }
        })
        const one = {
          attacker: { is: 'asking', who: admin, roles: [], owns: {} },
          relation: 'own',
          target: { ...MISSING, ...named },
          refusal: undefined,
        } as const
        const queries = table.proxy.count('Query')
        const held = table.proxy.holdNext('Query')
        const asked = ask(tested, one)
        const isHeld = await Promise.race([held.arrived.then(() => true), asked.then(() => false)])
        if (!isHeld) return table.proxy.reset()
        await lose(admin, named.customerId)
        held.release()
        const called = await asked
        if (code) expect(codeOf(called)).toBe(code)
        else {
          expect(called.status).toBe(200)
          expect(table.proxy.count('Query')).toBeGreaterThan(queries + 1)
        }
      },
    )

    it('R60 addUsers refuses nothing by what it read after the access was revoked', async () => {
      const { admin, customer } = await table.arranged(arrange.managed)
      const { customerId, domain } = customer
      const email = EmailAddress.parse(`malee@${domain}`)
      const first = table.proxy.holdNext('BatchGetItem')
      const users = [{ email, firstName: 'Malee', lastName: '' }]
      const asked = call(addUsers, add, admin, { customerId, users }, { idempotencyKey: 'late' })
      await first.arrived
      const second = table.proxy.holdNext('BatchGetItem')
      first.release()
      await second.arrived
      await arrange.revokeAccess(customerId)
      await arrange.user(customer, { email })
      second.release()
      expect(codeOf(await asked)).toBe('access-revoked')
    })
  })
})
