import { randomUUID } from 'node:crypto'
import { Cron } from 'croner'
import type { Schedule } from './declared-triggers.ts'
import { ACCOUNT, REGION } from './resource-names.ts'

export interface Schedules {
  /** Runs every schedule once, now, and waits for all. */
  runAll(): Promise<void>
  /** Runs the schedules of one function, now, and waits for them. */
  run(functionName: string): Promise<void>
  stop(): void
}

export interface SchedulesOptions {
  readonly schedules: readonly Schedule[]
  readonly invokeAsync: (functionName: string, event: unknown) => Promise<void>
  /** Whether they also run by themselves. */
  readonly clockwork: boolean
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** The milliseconds of a `rate(…)` expression; undefined for any other. */
export const rateOf = (expression: string): number | undefined => {
  const [, count, unit = ''] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? []
  return count === undefined ? undefined : Number(count) * (UNIT_MS[unit] ?? 0)
}

const eventOf = ({ arn, input }: Schedule, at: Date): unknown => {
  const id = randomUUID()
  const time = at.toISOString().replace(/\.\d+/, '')
  if (input === undefined)
    return {
      version: '0',
      id,
      'detail-type': 'Scheduled Event',
      source: 'aws.scheduler',
      account: ACCOUNT,
      time,
      region: REGION,
      resources: [arn],
      detail: '{}',
    }
  const filled = input
    .replaceAll('<aws.scheduler.scheduled-time>', time)
    .replaceAll('<aws.scheduler.execution-id>', id)
    .replaceAll('<aws.scheduler.attempt-number>', '1')
    .replaceAll('<aws.scheduler.schedule-arn>', arn)
  return JSON.parse(filled)
}

const keepTime = ({ expression, timezone }: Schedule, fire: () => void): (() => void) => {
  const rate = rateOf(expression)
  if (rate !== undefined) {
    const timer = setInterval(fire, Math.min(rate, LONGEST_TIMER_MS))
    return () => clearInterval(timer)
  }
  const cron = /^cron\((.+)\)$/.exec(expression)?.[1]
  if (cron === undefined) throw new Error(`The laptop does not know the schedule ${expression}.`)
  const job = new Cron(
    `0 ${cron}`,
    { mode: '7-part', sloppyRanges: true, alternativeWeekdays: true, domAndDow: true, timezone },
    fire,
  )
  return () => job.stop()
}

/** Keeps the declared schedules, each handing its input to its function asynchronously. */
export const startSchedules = ({ schedules, invokeAsync, clockwork }: SchedulesOptions): Schedules => {
  const fire = (schedule: Schedule): Promise<void> =>
    invokeAsync(schedule.functionName, eventOf(schedule, new Date()))
  const stops = clockwork
    ? schedules.map((schedule) => keepTime(schedule, () => void fire(schedule).catch(() => {})))
    : []
  return {
    async runAll() {
      await Promise.all(schedules.map(fire))
    },
    async run(functionName) {
      const own = schedules.filter((schedule) => schedule.functionName === functionName)
      if (own.length === 0) throw new Error(`No schedule runs ${functionName}.`)
      await Promise.all(own.map(fire))
    },
    stop() {
      for (const stop of stops) stop()
    },
  }
}
