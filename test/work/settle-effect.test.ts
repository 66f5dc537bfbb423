import { afterEach, describe, expect, it, vi } from 'vitest'
import { settleEffect } from '../../functions/work/settle-effect.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { CustomerId, OutboxId, PartnerId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import {
  failed,
  lease,
  newEntry,
  notDone,
  uncertain,
  type Effect,
} from '../../shared/notifications/outbox.ts'

const at = fromMillis(0)
const to = EmailAddress.parse('malee@example.co.th')
const mail = 'application-approved'

/** An effect of each kind. */
const effects = {
  mail: { kind: 'mail', mail, to, language: 'en', words: {} },
  'tell-organizations': {
    kind: 'tell-organizations',
    partnerId: PartnerId.parse('ptr_01ARZ3NDEKTSV4RRFFQ69G5FAV'),
    companyName: 'Siam Cloud',
  },
  'tell-partner': {
    kind: 'tell-partner',
    partnerId: PartnerId.parse('ptr_01ARZ3NDEKTSV4RRFFQ69G5FAV'),
    mail,
    words: {},
  },
  'tell-support': { kind: 'tell-support', mail, words: {}, by: to },
  'tell-finance': { kind: 'tell-finance', mail, words: {} },
  'end-other-claims': { kind: 'end-other-claims', domain: 'example.co.th' },
  'overtake-tag-requests': {
    kind: 'overtake-tag-requests',
    customerId: CustomerId.parse('cus_01ARZ3NDEKTSV4RRFFQ69G5FAV'),
  },
} as const satisfies { [K in Effect['kind']]: Extract<Effect, { kind: K }> }

const leasedOf = (effect: Effect) =>
  lease(newEntry(OutboxId.parse('obx_01ARZ3NDEKTSV4RRFFQ69G5FAV'), effect, at, 0), at)

describe('what is logged of an attempt, and so counted by the alarms', () => {
  afterEach(() => vi.restoreAllMocks())

  const logged = async (effect: Effect, next: typeof notDone, isCommitted = true): Promise<unknown[]> => {
    const log = vi.spyOn(console, 'log').mockReturnValue(undefined)
    const leased = leasedOf(effect)
    await settleEffect({ commit: () => Promise.resolve(isCommitted) }, leased, next(leased, at, 'AnyReason'))
    return log.mock.calls.map(([line]) => /"outcome":"([a-z-]+)"/.exec(String(line))?.[1])
  }

  it.each(Object.values(effects))('only a mail is put off by the mail service, $kind', async (effect) => {
    expect(await logged(effect, notDone)).toEqual([
      effect.kind === 'mail' ? 'effect-put-off' : 'effect-continues',
    ])
  })

  it.each(Object.values(effects))(
    'staff must decide about what failed or is uncertain, $kind',
    async (effect) => {
      expect(await logged(effect, failed)).toEqual(['effect-failed'])
      vi.restoreAllMocks()
      expect(await logged(effect, uncertain)).toEqual(['effect-uncertain'])
    },
  )

  it('nothing is logged of what another attempt has settled', async () => {
    expect(await logged(effects.mail, notDone, false)).toEqual([])
  })
})
