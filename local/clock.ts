import { ClockReading } from '../shared/clock/programme-clock.ts'
import { callApi } from './call.ts'
import { runCommand, words } from './command-line.ts'
import { FIRST_STAFF_MEMBER } from './people.ts'
import { runningAddresses } from './state.ts'

const USAGE = `Say how far: npm run clock -- +16d   (also +12h, +30m, +1d12h; without anything it shows the time)`
const STEP = /^\+(?=\d)(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?$/

const durationOf = (step: string): string => {
  const [whole, days, hours, minutes] = STEP.exec(step) ?? []
  if (whole === undefined) throw new Error(USAGE)
  const time = `${hours === undefined ? '' : `${hours}H`}${minutes === undefined ? '' : `${minutes}M`}`
  return `P${days === undefined ? '' : `${days}D`}${time === '' ? '' : `T${time}`}`
}

const moveClock = async (): Promise<void> => {
  const [step, ...rest] = words()
  if (rest.length > 0) throw new Error(USAGE)
  const by = step === undefined ? undefined : durationOf(step)
  const addresses = await runningAddresses()
  const call = { as: FIRST_STAFF_MEMBER, path: '/clock', answer: ClockReading } as const
  const { now, aheadMs } = await callApi(
    addresses,
    by === undefined
      ? { ...call, method: 'GET' }
      : { ...call, method: 'POST', body: { by, runSchedules: true } },
  )
  const hours = Math.round(aheadMs / 3_600_000)
  console.log(`It is now ${now}, ${Math.floor(hours / 24)} days and ${hours % 24} hours ahead of real time.`)
  if (by !== undefined) console.log(`The schedules have run; their mails are at ${addresses.inbox}`)
}

await runCommand(moveClock)
