import { verifyAudit } from '../../shared/audit/contract.ts'
import { subjectOf } from '../../shared/audit/entry.ts'
import { verified } from '../edge/audit-chains.ts'
import { openPage } from '../edge/pages.ts'
import { serveOwn } from '../edge/serve-managed.ts'

/** About how many items one page reads. */
const MOST_READ = 1_000

export const handler = serveOwn(verifyAudit, async ({ input, customer, caller, page, findAll }) => {
  const { query, next } = openPage(verifyAudit, caller, { ...input, limit: MOST_READ })
  const reader = { page, findAll }
  const { chains, broken, next: place } = await verified(reader, customer.customerId, query.after, MOST_READ)
  return {
    answer: {
      chains,
      broken: broken.map(({ of, ...fault }) => ({
        subject: subjectOf(of) ?? { kind: 'log', id: of },
        ...fault,
      })),
      ...next(place),
    },
  }
})
