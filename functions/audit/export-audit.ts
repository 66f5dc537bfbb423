import { exportAudit } from '../../shared/audit/contract.ts'
import { auditLine } from '../../shared/audit/entry.ts'
import { exported } from '../../shared/audit/export.ts'
import { canonicalJson } from '../../shared/table/canonical-json.ts'
import { lineOutsideChains, logEntryRecord } from '../../shared/table/log.ts'
import { auditLines, MOST_LINES, readableBy } from '../edge/audit-lines.ts'
import { actorOf } from '../edge/load.ts'
import { openPage } from '../edge/pages.ts'
import { serveManaged } from '../edge/serve-managed.ts'
import { world } from '../outside/world.ts'

const nextPage = (members: Readonly<Record<string, string | undefined>>): string =>
  `?${new URLSearchParams(Object.entries(members).flatMap(([name, value]) => (value ? [[name, value]] : [])))}`

export const handler = serveManaged(exportAudit, async ({ input, customer, caller, page, origin, now }) => {
  const { customerId } = customer
  const { cursor: _before, customerId: _inPath, ...query } = input
  const { format, from } = query
  const { query: asked, next } = openPage(exportAudit, caller, { ...input, limit: MOST_LINES })
  const { to: end, ...after } = asked.after ?? {}
  // Without an end it ends when it is asked for, so that no page has the entry that the one before it makes.
  const to = query.to ?? end ?? now
  const { lines, after: last } = await auditLines(
    { page },
    {
      customerId,
      ...(from === undefined ? {} : { from }),
      to,
      most: MOST_LINES,
      isWanted: readableBy(caller),
      isWhole: caller.actsAs !== 'partner-admin',
      ...(asked.after ? { after } : {}),
    },
  )
  const { nextCursor: cursor } = next(last && { ...last, to })
  const entry = lineOutsideChains(
    {
      ...origin,
      customerId,
      at: now,
      outcome: 'allowed',
      actor: actorOf(caller),
      action: 'audit.exported',
      after: { ...query, to, entries: lines.length },
    },
    world.commitMarks(),
  )
  return {
    answer: exported[format](
      lines.map((line) => auditLine(line)),
      canonicalJson,
    ),
    file: `audit.${format}` as const,
    nextPage: cursor && nextPage({ ...query, cursor }),
    changes: [logEntryRecord.putNew(entry)],
  }
})
