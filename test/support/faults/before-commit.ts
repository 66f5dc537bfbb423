import { withoutRecording } from '../describe/guard-recording.ts'
import type { TestTable } from '../table/test-table.ts'

/** Starts something, and lets something else happen, whose guards are not recorded, before its next commit reaches the table; what the first came to. */
export const beforeCommit = async <T>(
  { proxy }: Pick<TestTable, 'proxy'>,
  start: () => Promise<T>,
  meanwhile: () => Promise<unknown>,
): Promise<T> => {
  const held = proxy.holdNext('TransactWriteItems')
  const started = start()
  await held.arrived
  await withoutRecording(meanwhile)
  held.release()
  return started
}
