import { inTurn, median, shuffled, time, timedTable, type Benchmark } from './benchmark.ts'
import { coldVariants, startCold, type ColdVariant } from './cold-variants.ts'
import { openScene } from './scene.ts'
import { throttledAbout, throttledStarts } from './throttled-start.ts'

const ROUNDS = 35

/** The most that a cold start may take, as a multiple of a bare handler's. */
const REACH = 3.5

const UNWANTED = /undici|http2/

export const coldStart: Benchmark = {
  about: `A deployed bundle required and called once, with one answer validated and committed to a real table, against a bare handler and the least that makes one request. ${ROUNDS} fresh processes each, shuffled in one run, medians; extendTrial should stay within ${REACH} × the bare process. ${throttledAbout}`,
  run: async () => {
    const scene = await openScene()
    try {
      const variants = Object.values(await coldVariants())
      const rounds = shuffled(Array.from({ length: ROUNDS }, () => variants).flat())
      const starts: (Awaited<ReturnType<typeof startCold>> & { readonly variant: ColdVariant })[] = []
      for (const variant of rounds) starts.push({ variant, ...(await startCold(variant, scene)) })
      const ofBare = median(
        starts.filter(({ variant }) => variant === variants[0]).map((start) => start.processMilliseconds),
      )
      const ofFloor = median(
        starts.filter(({ variant }) => variant === variants[1]).map((start) => start.processMilliseconds),
      )
      const rows = variants.map((variant) => {
        const own = starts.filter((start) => start.variant === variant)
        const whole = median(own.map((start) => start.processMilliseconds))
        const builtins = own[0]?.builtins ?? []
        return [
          variant.name,
          median(own.map(({ load }) => load.milliseconds)).toFixed(1),
          median(own.map(({ calls: [first] }) => first.milliseconds)).toFixed(1),
          whole.toFixed(1),
          (whole / ofBare).toFixed(2),
          (whole / ofFloor).toFixed(2),
          builtins.length,
          builtins.filter((builtin) => UNWANTED.test(builtin)).length,
        ]
      })
      const unthrottled = timedTable(
        [
          'variant',
          time('load ms'),
          time('first call ms'),
          time('process ms'),
          '÷ bare',
          '÷ floor',
          'built-in modules',
          'of undici or http2',
        ],
        rows,
      )
      return inTurn(unthrottled, await throttledStarts(scene))
    } finally {
      await scene.close()
    }
  },
}
