import { plusMillis } from '../../shared/kernel/time.ts'
import type { Due } from '../../shared/table/due.ts'
import type { Job } from '../edge/job.ts'
import { readDue, type DueWork } from './read-due.ts'

const WORKERS = 8
const PUT_OFF_MS = 10 * 60_000

/** What a sweep did. */
export interface Swept {
  /** Items whose work was done. */
  readonly done: number
  /** Items whose work failed and is tried again later. */
  readonly postponed: number
  /** Whether the time was up before all that was due had been read. */
  readonly more: boolean
}

interface Sweep<Id extends string, Subject> extends DueWork<Id, Subject> {
  /** Does the work of one item; `false` where there was nothing to do or something changed in between. */
  readonly handle: (due: Due<Id>, subject: Subject | undefined) => Promise<boolean>
  /** How many items are worked on at once; 8 by default. */
  readonly workers?: number
}

/**
 * A sweep does the work of all items that are due for a job: several at once, each as soon as one before it has ended, while there is
 * time. An item that fails, or cannot be read, is put off by ten minutes, so that it holds up no other; where the table gives no answer,
 * the run fails as a whole. What becomes due during a run is left to the next.
 */
export const sweep = async <Id extends string, Subject>(
  job: Job,
  { handle, workers: count = WORKERS, ...work }: Sweep<Id, Subject>,
): Promise<Swept> => {
  let done = 0
  let postponed = 0
  const failed = (id: string, thrown: unknown): void => {
    postponed += 1
    job.postponed(id, thrown)
  }
  const found = readDue(job, work, ({ pk }, thrown) => failed(pk, thrown))
  /** Handles one item after another; `true` where it saw the end of all of them. */
  const worker = async (): Promise<boolean> => {
    for (;;) {
      const next = await found.next()
      if (next.done) return next.value
      const { due, subject } = next.value
      try {
        if (await handle(due, subject())) done += 1
      } catch (thrown) {
        failed(due.id, thrown)
        await job.commit([work.queue.move(due, plusMillis(work.at, PUT_OFF_MS))])
      }
    }
  }
  const workers = Array.from({ length: count }, worker)
  await Promise.allSettled(workers)
  const ends = await Promise.all(workers)
  return { done, postponed, more: !ends.includes(true) }
}
