import { listAudit } from '../../shared/audit/contract.ts'
import { auditLine, passing, personNamed } from '../../shared/audit/entry.ts'
import type { EmailAddress } from '../../shared/kernel/email-address.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import { personalDetailsRecord, subjectRecord } from '../../shared/people/records.ts'
import { auditLines, readableBy } from '../edge/audit-lines.ts'
import { openPage } from '../edge/pages.ts'
import { serveManaged } from '../edge/serve-managed.ts'

export const handler = serveManaged(listAudit, async ({ input, customer, caller, find, findAll, page }) => {
  const { customerId } = customer
  const { actor, partner, action, outcome, from, to, limit } = input
  const { query, next } = openPage(listAudit, caller, input)
  const person = actor && (await find(subjectRecord, { email: actor }))
  if (actor && !person) return { answer: { items: [] } }

  const isOurs = readableBy(caller)
  const passes = passing({ personId: person?.personId, partner, action, outcome })
  const { lines, after } = await auditLines(
    { page },
    {
      customerId,
      ...(from === undefined ? {} : { from }),
      to,
      newestFirst: true,
      most: limit,
      isWanted: (line) => isOurs(line) && passes(line),
      isWhole:
        caller.actsAs !== 'partner-admin' &&
        [actor, partner, action, outcome].every((wanted) => wanted === undefined),
      ...(query.after ? { after: query.after } : {}),
    },
  )
  const named = [...new Set(lines.flatMap((line) => personNamed(line) ?? []))]
  const people = await findAll(
    personalDetailsRecord,
    named.map((personId) => ({ personId: PersonId.parse(personId) })),
  )
  const emails = new Map<string, EmailAddress>(
    people.flatMap((known) => (known ? [[known.personId, known.email]] : [])),
  )
  return {
    answer: {
      items: lines.map((line) => auditLine(line, emails.get(personNamed(line) ?? ''))),
      ...next(after),
    },
  }
})
