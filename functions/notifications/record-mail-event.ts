import { unavailable } from '../../shared/kernel/problems.ts'
import { recordMailEvent } from '../../shared/notifications/contract.ts'
import { MailEvent, reported, reportOf } from '../../shared/notifications/mail-report.ts'
import { effectMoved, outboxEntryRecord } from '../../shared/notifications/records.ts'
import { reader } from '../../shared/table/reader.ts'
import { serveEvent } from '../edge/serve-event.ts'
import { realNow } from '../outside/real-now.ts'
import { world } from '../outside/world.ts'

export const handler = serveEvent(recordMailEvent, MailEvent, async ({ detail }, openJob) => {
  const report = reportOf(detail)
  if (!report) return
  const read = reader(world.table)
  const find = () => read.find(outboxEntryRecord, report)
  const [job, found] = await Promise.all([openJob(read), find()])
  // The delivery that it reports may be committing at the same time: then it is read again.
  for (let entry = found, attempt = 1; job.hasTime(); entry = await find(), attempt += 1) {
    const next = entry && reported(entry, report, realNow())
    if (!entry || !next || (await job.commit([effectMoved(entry, next)]))) return
    await world.pause(attempt)
  }
  throw unavailable({ retryAfterSeconds: 1 })
})
