import { vi } from 'vitest'
import { ownMillisecond } from '../own-millisecond.ts'
import { isUnderTest, recordGuards, withoutRecording } from './guard-recording.ts'
import { lambdaContext, type Handler } from './call.ts'

/** Runs a function on an event as Lambda would, with its log silenced. */
export const run = async (handler: Handler, event: object = {}, remainingMs = 60_000): Promise<unknown> => {
  if (!vi.isMockFunction(console.log)) vi.spyOn(console, 'log').mockReturnValue(undefined)
  ownMillisecond()
  const recording = (await isUnderTest(handler)) ? recordGuards : withoutRecording
  return recording(() =>
    handler(event, { ...lambdaContext('test'), getRemainingTimeInMillis: () => remainingMs }),
  )
}
