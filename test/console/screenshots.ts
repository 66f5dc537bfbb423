import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Browser, type Page, chromium } from 'playwright-core'
import { chromiumOptions } from '../../local/browser/chromium.ts'
import { type Looks, browserOf, signIn } from '../../local/browser/person.ts'
import { runCommand, words } from '../../local/command-line.ts'
import { escaped } from '../../local/html.ts'
import { startLaptop } from '../../local/laptop.ts'
import { ROOT } from '../../local/state.ts'
import { synthesize } from '../../local/synthesize.ts'
import { type VisitedPage, pagesOf } from '../support/browser/pages.ts'
import { PEOPLE, type Scene, arrangeScene } from '../support/browser/scene.ts'
import { beginAt, settled } from '../support/browser/visit.ts'
import { watchedContext } from '../support/browser/watch.ts'

const MOST_BYTES = 100_000
const SHOWN = { width: 1366, height: 500 } as const
const THAI: readonly Looks[] = [
  { language: 'th', width: 1440, scheme: 'light' },
  { language: 'th', width: 390, scheme: 'dark' },
]

interface Shown extends VisitedPage {
  readonly file: string
  readonly language: Looks['language']
}

/** The pictures of the README. */
const shownOf = ({ unverified }: Scene): readonly Shown[] => [
  { file: 'manage-customers.en.png', language: 'en', as: 'partner', path: '/console/customers' },
  {
    file: 'verification.th.png',
    language: 'th',
    as: 'partner',
    path: `/console/customers/${unverified}/verification`,
  },
  { file: 'application.pt-BR.png', language: 'pt-BR', as: 'newcomer', path: '/apply' },
]

await runCommand(async () => {
  const [sheets] = words()
  const stateDir = mkdtempSync(join(tmpdir(), 'screenshots-'))
  const assemblyDir = join(ROOT, 'cdk.out')
  await synthesize(assemblyDir)
  const laptop = await startLaptop({ stateDir, assemblyDir })
  const browser: Browser = await chromium.launch(await chromiumOptions())
  const address = laptop.addresses.console

  /** Shows each page to whom it is for, one person after the other. */
  const show = async (
    pages: readonly VisitedPage[],
    looks: Looks,
    take: (page: Page, of: VisitedPage) => Promise<unknown>,
  ): Promise<void> => {
    for (const [as, theirs] of Map.groupBy(pages, (each) => each.as)) {
      const context = await watchedContext(browser, browserOf(looks))
      const page = await context.newPage()
      if (as !== undefined) await signIn(page, address, PEOPLE[as])
      for (const each of theirs) {
        await beginAt(page, new URL(each.path, address).href)
        await settled(page)
        await take(page, each)
      }
      await context.close()
    }
  }

  const takeShown = async (scene: Scene): Promise<void> => {
    const folder = join(ROOT, 'docs', 'screenshots')
    mkdirSync(folder, { recursive: true })
    for (const { file, language, ...page } of shownOf(scene)) {
      const path = join(folder, file)
      await show([page], { language, width: 1440, scheme: 'light' }, async (shown) => {
        await shown.setViewportSize(SHOWN)
        await settled(shown)
        await shown.screenshot({ path })
      })
      const { size } = statSync(path)
      if (size > MOST_BYTES) throw new Error(`${path} has ${size} bytes, more than ${MOST_BYTES}`)
    }
  }

  const takeSheet = async (scene: Scene, looks: Looks, path: string): Promise<void> => {
    const figures: string[] = []
    await show(pagesOf(scene), looks, async (page, { as = 'nobody', path: shown }) => {
      const picture = await page.screenshot({ type: 'jpeg', quality: 80 })
      const source = `data:image/jpeg;base64,${picture.toString('base64')}`
      figures.push(
        `<figure><img src="${source}"><figcaption>${escaped(`${as} ${shown}`)}</figcaption></figure>`,
      )
    })
    const sheet = await browser.newPage({ viewport: { width: 1600, height: 900 } })
    const style = `main { display: grid; gap: 1rem; grid-template-columns: repeat(${looks.width === 390 ? 5 : 3}, 1fr) } figure { margin: 0; font: 12px sans-serif } img { width: 100%; border: 1px solid #888 }`
    await sheet.setContent(`<style>${style}</style><main>${figures.join('')}</main>`)
    await sheet.screenshot({ path, fullPage: true })
    await sheet.close()
  }

  try {
    const scene = await arrangeScene(laptop)
    await takeShown(scene)
    if (sheets !== undefined) {
      mkdirSync(sheets, { recursive: true })
      for (const looks of THAI)
        await takeSheet(scene, looks, join(sheets, `${looks.language}-${looks.width}.png`))
    }
  } finally {
    await browser.close()
    await laptop.stop()
    rmSync(stateDir, { recursive: true, force: true })
  }
})
