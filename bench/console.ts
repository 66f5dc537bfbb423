import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'
import { chromiumOptions } from '../local/browser/chromium.ts'
import { type Looks, browserOf, signIn } from '../local/browser/person.ts'
import { customerOf, stepsAt } from '../local/demo-steps.ts'
import { type Laptop, startLaptop } from '../local/laptop.ts'
import { DEMO_PARTNER, FIRST_STAFF_MEMBER, REVIEWER } from '../local/people.ts'
import { ROOT } from '../local/state.ts'
import { synthesize } from '../local/synthesize.ts'
import * as z from 'zod'
import { type Benchmark, inTurn, lasting, median, table, time, timedTable } from './benchmark.ts'
import { CONSOLE_BUDGETS, consoleBytes } from './console-bytes.ts'

const ROUNDS = 7
const ROWS = 50
const MOST_SHIFT = 0.05
const LOOKS: readonly Looks[] = [
  { language: 'th', width: 1440, scheme: 'light' },
  { language: 'th', width: 390, scheme: 'dark' },
]
/** How many times slower than this machine, and the most milliseconds to the table. */
const SPEEDS = [
  { slower: 1, mostMs: 900 },
  { slower: 4, mostMs: 2_500 },
] as const

const kB = (bytes: number): string => (bytes / 1_000).toFixed(1)
const kept = (holds: boolean): string => (holds ? 'yes' : 'NO')

const bytes = async () => {
  const { script, style, font, lazyPages } = await consoleBytes()
  const [largest] = lazyPages
  const budgeted = (what: string, found: number, most: number) => [
    what,
    kB(found),
    kB(most),
    kept(found <= most),
  ]
  return lasting(
    table(
      ['kB gzip', 'found', 'budget', 'kept'],
      [
        budgeted('JavaScript of the first page, with the heaviest language', script, CONSOLE_BUDGETS.script),
        budgeted('CSS', style, CONSOLE_BUDGETS.style),
        ['Thai font, where Thai is read', kB(font), '', ''],
        budgeted(
          `largest page loaded later (${largest?.name})`,
          largest?.bytes ?? 0,
          CONSOLE_BUDGETS.lazyPage,
        ),
      ],
    ),
  )
}

const fill = async (laptop: Laptop): Promise<void> => {
  const { call, approve, add } = stepsAt(laptop)
  const path = `/staff/people/${encodeURIComponent(REVIEWER)}`
  const body = { staffRoles: ['reviewer'] }
  await call({ as: FIRST_STAFF_MEMBER, method: 'PUT', path, body, answer: z.unknown() })
  await approve(DEMO_PARTNER, 'Demo Partner')
  for (let row = 0; row < ROWS; row += 1)
    await add(
      DEMO_PARTNER,
      customerOf(`customer-${row}.example.net`, `Customer ${row}`, 'Nina', 'Lopes', 'TH'),
    )
}

/** Sums in the page what moves by itself, as CLS does. */
const noteShifts = (): void => {
  Reflect.set(globalThis, 'shifts', 0)
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries())
      if ('value' in entry && typeof entry.value === 'number')
        Reflect.set(globalThis, 'shifts', Number(Reflect.get(globalThis, 'shifts')) + entry.value)
  }).observe({ type: 'layout-shift', buffered: true })
}

const tableOf = async (browser: Browser, laptop: Laptop, looks: Looks, slower: number) => {
  const root = laptop.addresses.console
  const first = await browser.newContext(browserOf(looks))
  await signIn(await first.newPage(), root, DEMO_PARTNER)
  const storageState = await first.storageState()
  await first.close()
  const took: number[] = []
  const shifts: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const context = await browser.newContext({ ...browserOf(looks), storageState })
    const page = await context.newPage()
    await page.addInitScript(noteShifts)
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower })
    const began = performance.now()
    await page.goto(`${root}console/customers`, { waitUntil: 'commit' })
    await page
      .locator('tbody tr')
      .nth(ROWS - 1)
      .waitFor()
    took.push(performance.now() - began)
    await page.evaluate(
      () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
    )
    shifts.push(await page.evaluate(() => Number(Reflect.get(globalThis, 'shifts'))))
    await context.close()
  }
  return { took: median(took), shift: median(shifts) }
}

const times = async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'bench-console-'))
  const assemblyDir = join(ROOT, 'cdk.out')
  await synthesize(assemblyDir)
  const laptop = await startLaptop({ stateDir, assemblyDir })
  const browser = await chromium.launch(await chromiumOptions())
  try {
    await fill(laptop)
    const rows: (string | number)[][] = []
    for (const looks of LOOKS)
      for (const { slower, mostMs } of SPEEDS) {
        const { took, shift } = await tableOf(browser, laptop, looks, slower)
        const measured = [Math.round(took), mostMs, kept(took <= mostMs)]
        rows.push([
          `${looks.width} px, CPU ÷ ${slower}`,
          ...measured,
          shift.toFixed(3),
          kept(shift <= MOST_SHIFT),
        ])
      }
    const heads = [
      'table of 50 rows, in Thai, cold',
      time('ms'),
      'budget, ms',
      time('in budget'),
      'CLS',
      'at most 0.05',
    ]
    return timedTable(heads, rows)
  } finally {
    await browser.close()
    await laptop.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
}

export const webConsole: Benchmark = {
  about: `What the web console sends, exact; and the time from the address to the whole table, by a browser that is signed in and has nothing kept, with how much moves by itself meanwhile. Median of ${ROUNDS}.`,
  run: async () => inTurn(await bytes(), await times()),
}
