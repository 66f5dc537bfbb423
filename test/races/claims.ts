import { expect } from 'vitest'
import { handler as dispatch } from '../../functions/notifications/dispatch-outbox.ts'
import { handler as retry } from '../../functions/notifications/retry-outbox.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { run } from '../support/describe/run.ts'
import type { History } from '../support/faults/histories.ts'
import { makeDue, streamEvent } from '../support/outbox.ts'
import type { TestTable } from '../support/table/test-table.ts'

/** What a new customer with a domain is described by. */
export const described = (domain: string) => ({
  domain,
  organizationName: 'Race',
  superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: arrange.somebody('admin').email },
  country: 'TH',
  language: 'en',
})

/** Everything of one domain and its customers. */
export const aboutDomain = (items: readonly StoredItem[], domain: string) => ({
  owners: items.filter(({ pk }) => pk === `DOMAIN#${domain}`),
  claims: items.filter(({ pk }) => pk === `CLAIM#${domain}`),
  trials: items.filter(({ pk }) => pk === `TRIAL#${domain}`),
  live: items.filter(({ sk, domain: of, state }) => sk === 'CUSTOMER' && of === domain && state === 'live'),
})

/** How many claims are counted for a partner. */
export const claimsCounted = (items: readonly StoredItem[], partnerId: string): unknown =>
  items.find(({ pk }) => pk === `CLAIM-COUNT#${partnerId}`)?.['claims'] ?? 0

/** Ends the other claims to a domain that has an owner, by the stream twice at once and then by the schedule. */
export const endOtherClaims = async (table: TestTable, race: History['race']): Promise<void> => {
  const ids = (await table.items())
    .filter(({ effect }) => Object(effect).kind === 'end-other-claims')
    .map(({ outboxId }) => OutboxId.parse(outboxId))
  expect(ids).toHaveLength(1)
  await race(
    () => run(dispatch, streamEvent(...ids)).catch(() => 'failed'),
    () => run(dispatch, streamEvent(...ids)).catch(() => 'failed'),
  )
  for (let attempt = 0; attempt < 3; attempt += 1) {
    for (const id of ids) await makeDue(id)
    await run(retry)
  }
}
