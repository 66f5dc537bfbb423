import { lasting, median, shuffled, time, timedTable, type Figures } from './benchmark.ts'
import { coldEvents, deployed, notPrimed, start } from './cold-variants.ts'
import { openQuota, type Quota } from './cpu-quota.ts'
import type { Scene } from './scene.ts'

const ROUNDS = 15
const CALLS = 6
const WARM_CALLS = 3

/** Lambda gives one processor at this size, and a share in proportion below it. */
const MEGABYTES_A_PROCESSOR = 1_769
const SIZES = [256, 512, 1_024, 1_769] as const

/** What each function had before it was primed: every ratio is to this size, not primed. */
const BEFORE = 512

/** Dollars for a gigabyte-second on arm64 in us-east-1, as the price list of AWS Lambda said in November 2026; requests are paid apart. */
const PRICE_A_GIGABYTE_SECOND = 0.0000133334

export const throttledAbout = `The second table is the same as Lambda throttles it: a process has the whole processor while it initializes (loads, and primes where it is primed), and from its first call on the share that goes with its memory (MB ÷ ${MEGABYTES_A_PROCESSOR.toLocaleString('en')}, by a quota every 20 ms). ${ROUNDS} fresh processes each, shuffled in one run, medians. *Cold* is loading, priming and the first call; *by processor time* is the same reckoned from the processor time of both parts, which a busy machine disturbs less; ratios are to the same function not primed at ${BEFORE} MB. What is billed is a cold call's time from the start of the process on, and a warm call's own, times the memory.`

type Name = keyof typeof coldEvents
const NAMES: readonly Name[] = ['extendTrial', 'getConsoleCustomer', 'addCustomer']

interface Setting {
  readonly name: Name
  readonly isPrimed: boolean
  readonly megabytes: number
}

type Start = Awaited<ReturnType<typeof start>>

const startIn = async (scene: Scene, { name, isPrimed }: Setting, quota: Quota): Promise<Start> => {
  const events: object[] = []
  for (let made = 0; made < CALLS; made += 1) events.push(await coldEvents[name]())
  return start({
    environment: scene.environment,
    bundle: isPrimed ? deployed(name) : notPrimed(name),
    events,
    held: (processId) => quota.enter(processId),
  })
}

const shareOf = (megabytes: number): number => megabytes / MEGABYTES_A_PROCESSOR

/** Dollars for a million calls that take so long. */
const costOf = (milliseconds: number, megabytes: number): number =>
  (Math.ceil(milliseconds) / 1_000) * (megabytes / 1_024) * PRICE_A_GIGABYTE_SECOND * 1_000_000

/** The medians of the starts in one setting. */
const figuresOf = ({ megabytes }: Setting, starts: readonly Start[]) => {
  const of = (figure: (start: Start) => number): number => median(starts.map(figure))
  const warm = of(({ calls }) => median(calls.slice(-WARM_CALLS).map(({ milliseconds }) => milliseconds)))
  return {
    load: of(({ load }) => load.milliseconds),
    first: of(({ calls: [first] }) => first.milliseconds),
    firstCpu: of(({ calls: [first] }) => first.cpu),
    cold: of(({ load, calls: [first] }) => load.milliseconds + first.milliseconds),
    reckoned: of(({ load, calls: [first] }) => load.cpu + first.cpu / shareOf(megabytes)),
    warm,
    coldCost: of(({ readyMilliseconds, calls: [first] }) =>
      costOf(readyMilliseconds + first.milliseconds, megabytes),
    ),
    warmCost: costOf(warm, megabytes),
  }
}

const measured = async (scene: Scene, quotas: ReadonlyMap<number, Quota>): Promise<Figures> => {
  const settings = NAMES.flatMap((name) =>
    SIZES.flatMap((megabytes) => [false, true].map((isPrimed): Setting => ({ name, isPrimed, megabytes }))),
  )
  const starts = new Map(settings.map((setting): [Setting, Start[]] => [setting, []]))
  for (const setting of shuffled(Array.from({ length: ROUNDS }, () => settings).flat())) {
    const quota = quotas.get(setting.megabytes)
    if (quota) starts.get(setting)?.push(await startIn(scene, setting, quota))
  }
  const figures = new Map([...starts].map(([setting, own]) => [setting, figuresOf(setting, own)]))
  const rows = [...figures].map(([{ name, isPrimed, megabytes }, own]) => {
    const before = [...figures].find(
      ([other]) => other.name === name && other.megabytes === BEFORE && !other.isPrimed,
    )?.[1]
    const ratio = (figure: keyof typeof own): string =>
      (own[figure] / (before?.[figure] ?? Number.NaN)).toFixed(2)
    return [
      name,
      megabytes,
      isPrimed ? 'yes' : 'no',
      own.load.toFixed(0),
      own.first.toFixed(0),
      own.firstCpu.toFixed(1),
      own.cold.toFixed(0),
      own.warm.toFixed(1),
      own.coldCost.toFixed(2),
      own.warmCost.toFixed(3),
      ratio('cold'),
      ratio('reckoned'),
      ratio('first'),
      ratio('coldCost'),
      ratio('warmCost'),
    ]
  })
  return timedTable(
    [
      'function',
      'MB',
      'primed',
      time('load ms'),
      time('first call ms'),
      time('its CPU ms'),
      time('cold ms'),
      time('warm ms'),
      time('$ a million cold calls'),
      time('$ a million warm calls'),
      'cold',
      'by processor time',
      'first call alone',
      'cost of a cold call',
      'cost of a warm call',
    ],
    rows,
  )
}

/** Cold starts with a share of a processor from the first call on, by memory, primed and not. */
export const throttledStarts = async (scene: Scene): Promise<Figures> => {
  const quotas = new Map<number, Quota>()
  try {
    for (const megabytes of SIZES) {
      const quota = openQuota(shareOf(megabytes))
      if (!quota)
        return lasting(
          'The throttled first call was not measured: this machine does not let us limit the processor time of a process.',
        )
      quotas.set(megabytes, quota)
    }
    return await measured(scene, quotas)
  } finally {
    for (const quota of quotas.values()) quota.close()
  }
}
