import { randomUUID } from 'node:crypto'
import type { Schedule } from './declared-triggers.ts'
import { ACCOUNT, REGION } from './resource-names.ts'

export interface Schedules {
  /** Runs every schedule once, now, or those of some functions, and waits for them. */
  run(functionNames?: readonly string[]): Promise<void>
  stop(): void
}

export interface SchedulesOptions {
  readonly schedules: readonly Schedule[]
  readonly invokeAsync: (functionName: string, event: unknown) => Promise<void>
  /** Whether timers run them as well. */
  readonly timers: boolean
}

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }
const LONGEST_TIMER_MS = 2 ** 31 - 1

const periodMs = ({ expression }: Schedule): number => {
  const [, count = '', unit = ''] = /\((\d+) (minute|hour|day)/.exec(expression) ?? []
  return Math.min(Number(count) * (UNIT_MS[unit] ?? Number.NaN), LONGEST_TIMER_MS)
}

const eventOf = ({ arn, input }: Schedule, at: Date): unknown => {
  if (input !== undefined) return JSON.parse(input)
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    account: ACCOUNT,
    time: at.toISOString().replace(/\.\d+/, ''),
    region: REGION,
    resources: [arn],
    detail: '{}',
  }
}

/** Runs the declared schedules; each sends its input to its function asynchronously. */
export const startSchedules = ({ schedules, invokeAsync, timers }: SchedulesOptions): Schedules => {
  const fire = (schedule: Schedule): Promise<void> =>
    invokeAsync(schedule.functionName, eventOf(schedule, new Date()))
  const running = timers
    ? schedules.map((schedule) => setInterval(() => void fire(schedule).catch(() => {}), periodMs(schedule)))
    : []
  return {
    async run(functionNames) {
      const asked = schedules.filter(({ functionName }) => functionNames?.includes(functionName) ?? true)
      await Promise.all(asked.map(fire))
    },
    stop() {
      for (const timer of running) clearInterval(timer)
    },
  }
}
