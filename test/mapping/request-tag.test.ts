import { expect, it } from 'vitest'
import { handler } from '../../functions/mapping/request-tag.ts'
import { world } from '../../functions/outside/world.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { TagRequestId, TransferId } from '../../shared/kernel/id.ts'
import { Instant, plusDays } from '../../shared/kernel/time.ts'
import { requestTag } from '../../shared/mapping/contract.ts'
import { consent, transferring } from '../../shared/mapping/mapping.ts'
import { deny, withdraw } from '../../shared/mapping/tag-request.ts'
import { MOST_A_DAY } from '../../shared/notifications/daily-number.ts'
import { reader } from '../../shared/table/reader.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { recordGuards } from '../support/describe/guard-recording.ts'
import { auditActions, effects, mailsTo } from '../support/table/effects.ts'

/** A partner that asks an organisation which another partner manages. */
const asking = async () => {
  const { admin, partner } = await arrange.partner({ workplace: false })
  const other = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(other.partner, { verified: true })
  return { as: admin, partner, customer, superAdmin, other, input: { domain: customer.domain } }
}

const tooSoon = (retryAt: Instant) => ({
  status: 409,
  body: { type: '/problems/tag-request-too-soon', retryAt },
})

describeOperation(requestTag, handler, {
  done: {
    title: 'R14 asks the super admin of an organisation, in whatever spelling of its domain (R11)',
    arrange: async () => {
      const asked = await asking()
      const { domain } = asked.customer
      const input = { domain: ` ${domain.toUpperCase()}. `, message: 'We met in <Bangkok>.' }
      return { ...asked, input }
    },
    then: async (answer, { as, partner, customer, superAdmin, other, input }, table) => {
      const { customerId, domain } = customer
      const { tagRequestId, createdAt, lapsesAt } = answer
      expect(answer).toEqual({ tagRequestId, domain, state: 'open', createdAt, lapsesAt })
      expect(lapsesAt).toBe(plusDays(createdAt, 15))
      const items = await table.items()
      const rows = items.filter(({ sk }) => sk === `TAG-REQUEST#${tagRequestId}`)
      expect(rows.map(({ pk }) => pk).sort()).toEqual([
        `TAG-REQUESTS#${customerId}`,
        `TAG-REQUESTS#${partner.partnerId}`,
      ])
      expect(items.find(({ pk }) => pk === `DUE#tag-request#${tagRequestId}`)).toMatchObject({
        dueAt: lapsesAt,
      })
      expect(await auditActions(table, `TAG-REQUEST#${tagRequestId}`)).toEqual(['tag-request.made'])
      expect((await mailsTo(table, superAdmin.email)).filter(({ mail }) => mail === 'tag-requested')).toEqual(
        [
          {
            kind: 'mail',
            mail: 'tag-requested',
            to: superAdmin.email,
            language: 'en',
            words: {
              domain,
              partnerName: partner.company.name,
              messageCount: 1,
              message: input.message,
              lapsesAt,
            },
          },
        ],
      )
      expect(await effects(table)).toHaveLength(1)

      const again = await call(requestTag, handler, as, input)
      expect(again).toMatchObject({ status: 409, body: { type: '/problems/tag-request-open' } })
      const rival = await arrange.partner()
      expect(await call(requestTag, handler, rival.admin, input)).toMatchObject({ status: 201 })
      const present = await call(requestTag, handler, other.admin, input)
      expect(present).toMatchObject({ status: 409, body: { type: '/problems/already-mapped' } })
    },
  },
  otherwise: [
    async () => {
      const asked = await asking()
      const made = await arrange.tagRequest(asked.partner, asked.customer)
      await arrange.endTagRequest(made, withdraw)
      return asked
    },
  ],
  also: (table) => {
    it('R14 answers to the last byte alike for a domain that nobody has, that is only claimed, or whose customer is gone', async () => {
      const { as, domains } = await table.arranged(async () => {
        const { as: admin } = await asking()
        const other = await arrange.partner()
        const claimed = await arrange.customer(other.partner)
        const removed = await arrange.customer(other.partner, { verified: true })
        const stored = await reader(world.table).get(customerRecord, removed.customer)
        await arrange.commit(
          customerRecord.replace(stored, { ...stored, state: 'removed' }, { action: 'customer.removed' }),
        )
        const known = [claimed.customer.domain, removed.customer.domain]
        await arrange.bind(admin)
        return { as: admin, domains: ['nobody-has-this.co.th', 'co.th', ...known] }
      })
      const answers = await Promise.all(
        domains.map((asked) => call(requestTag, handler, as, { domain: asked })),
      )
      for (const { status, text } of answers) {
        expect(status).toBe(404)
        expect(text.replace(/"instance":"[^"]*"/, '')).toBe(
          answers[0]?.text.replace(/"instance":"[^"]*"/, ''),
        )
      }
    })

    it('R14 waits 30 days after a denial or a lapse, not after a withdrawal or once the organisation has consented', async () => {
      const { as, customer, input, denied } = await table.arranged(async () => {
        const asked = await asking()
        const made = await arrange.tagRequest(asked.partner, asked.customer)
        await arrange.endTagRequest(made, deny)
        return { ...asked, denied: made }
      })
      const ask = () => recordGuards(() => call(requestTag, handler, as, input))
      const closed = await arrange.storedTagRequest(denied)
      if (closed.state === 'open') throw new Error('The arranged tag request is open')
      expect(await ask()).toMatchObject(tooSoon(plusDays(closed.closedAt, 30)))
      await arrange.advanceClock('P30D')
      const second = await ask()
      expect(second).toMatchObject({ status: 201 })
      await arrange.advanceClock('P15D')
      const { lapsesAt } = second.body
      expect(await ask()).toMatchObject(tooSoon(plusDays(Instant.parse(lapsesAt), 30)))
      const present = await reader(world.table).get(customerRecord, customer)
      await arrange.commit(
        customerRecord.replace(present, consent(present, await arrange.now()), {
          action: 'transfer.consented',
        }),
      )
      expect(await ask()).toMatchObject(tooSoon(plusDays(Instant.parse(lapsesAt), 30)))
      await arrange.advanceClock('P30D')
      expect(await ask()).toMatchObject({ status: 201 })
      expect(await ask()).toMatchObject({ body: { type: '/problems/tag-request-open' } })
    })

    it('R19 a partner that withdraws and asks again does so twice a day, and leaves the number of the super admin to others', async () => {
      const { as, input, rival } = await table.arranged(async () => {
        await arrange.noon()
        const asked = await asking()
        const rival = await arrange.partner()
        await arrange.countedToday(
          'tag-requests',
          `${asked.customer.customerId}#${asked.partner.partnerId}`,
          MOST_A_DAY.tagRequests - 1,
        )
        return { ...asked, rival: rival.admin }
      })
      const first = await call(requestTag, handler, as, input)
      expect(first.status).toBe(201)
      const stored = await arrange.storedTagRequest({
        tagRequestId: TagRequestId.parse(first.body['tagRequestId']),
      })
      await arrange.endTagRequest(stored, withdraw)
      expect(await call(requestTag, handler, as, input)).toMatchObject({
        status: 429,
        body: { type: '/problems/daily-number-reached', number: 'tag-requests', most: 2 },
      })
      expect(await call(requestTag, handler, rival, input)).toMatchObject({ status: 201 })
    })

    it('R19 counts the mail for its recipient and for the partner, however often the super admin has signed in', async () => {
      const { as, superAdmin, input, another } = await table.arranged(async () => {
        await arrange.noon()
        const asked = await asking()
        await arrange.countedToday('mails-of-partner', asked.partner.partnerId, 199)
        return { ...asked, another: (await asking()).input }
      })
      expect(await call(requestTag, handler, as, input)).toMatchObject({ status: 201 })
      expect(await call(requestTag, handler, as, another)).toMatchObject({
        status: 429,
        body: { number: 'mails-of-partner', most: 200 },
      })
      const personId = await arrange.personIdOf(superAdmin)
      const items = await table.items()
      expect(items.find(({ pk }) => pk === `DAY-COUNT#mails-to-recipient#${personId}`)).toMatchObject({
        count: 1,
      })
    })

    it('R14 is made anew for an organisation that consents to another partner meanwhile, and not overtaken by that', async () => {
      const { as, customer, input } = await asking()
      await arrange.bind(as)
      const heldCommit = table.proxy.holdNext('TransactWriteItems')
      const late = recordGuards(() => call(requestTag, handler, as, input))
      await heldCommit.arrived
      const present = await reader(world.table).get(customerRecord, customer)
      await arrange.commit(
        customerRecord.replace(present, consent(present, await arrange.now()), {
          action: 'transfer.consented',
        }),
      )
      heldCommit.release()
      const { status, body } = await late
      expect({ status, body }).toMatchObject({ status: 201, body: { state: 'open' } })
      const made = (await table.items()).find(
        ({ tagRequestId: id, sk }) => sk === 'TAG-REQUEST' && id === body['tagRequestId'],
      )
      expect(made).toMatchObject({ state: 'open', consents: 1 })
    })

    it.each(['its first', 'after an earlier one'])(
      'R14 of two requests of a partner at once one is refused: %s',
      async (which) => {
        const { as, input, partner, customer } = await asking()
        await arrange.bind(as)
        if (which !== 'its first')
          await arrange.endTagRequest(await arrange.tagRequest(partner, customer), withdraw)
        const heldCommit = table.proxy.holdNext('TransactWriteItems')
        const late = recordGuards(() => call(requestTag, handler, as, input))
        await heldCommit.arrived
        expect(await call(requestTag, handler, as, input)).toMatchObject({ status: 201 })
        heldCommit.release()
        expect(await late).toMatchObject({ status: 409, body: { type: '/problems/tag-request-open' } })
      },
    )
  },
  refuses: {
    'customer-not-found': async () => ({ ...(await asking()), input: { domain: 'nobody-has-this.co.th' } }),
    'already-mapped': async () => {
      const { other, input } = await asking()
      return { as: other.admin, input }
    },
    'transfer-open': async () => {
      const asked = await asking()
      const { customer } = asked
      const transferId = TransferId.parse(`trf_${world.ulid(world.realMs())}`)
      await arrange.commit(
        customerRecord.replace(customer, transferring(customer, transferId), {
          action: 'transfer.consented',
        }),
      )
      return asked
    },
    'partner-member-is-organization-admin': async () => {
      const asked = await asking()
      await arrange.setOrganizationRole(asked.as, asked.customer, 'org-admin')
      return asked
    },
    'tag-request-open': async () => {
      const asked = await asking()
      await arrange.tagRequest(asked.partner, asked.customer)
      return asked
    },
    'tag-request-too-soon': async () => {
      const asked = await asking()
      const made = await arrange.tagRequest(asked.partner, asked.customer)
      await arrange.endTagRequest(made, deny)
      return asked
    },
    'daily-number-reached': async () => {
      const asked = await asking()
      await arrange.countedToday('mails-to-recipient', await arrange.personIdOf(asked.superAdmin), 10)
      return asked
    },
  },
})
