import type { Route } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Looks } from '../../local/browser/person.ts'
import { Language } from '../../shared/kernel/text.ts'
import { type Person, useConsole } from '../support/browser/console.ts'
import { type VisitedPage, oddPages, pagesOf } from '../support/browser/pages.ts'
import { PEOPLE, type Scene, arrangeScene } from '../support/browser/scene.ts'
import { SLOW_MS } from '../support/laptop.ts'

const SMALL: Looks = { language: 'th', width: 390, scheme: 'dark' }
const LOOKS: readonly Looks[] = Language.options.flatMap((language) => [
  { language, width: 1440, scheme: 'light' },
  { language, width: 390, scheme: 'dark' },
])
/** What a page asks for itself, besides what all pages show of the person. */
const OWN_REQUESTS = /\/v1\/(?!me$|organizations(?:\?|$))/
const DEFECT = {
  status: 500,
  contentType: 'application/problem+json',
  body: JSON.stringify({ type: '/problems/defect', title: 'Defect', status: 500, instance: 'req-1' }),
}

type Faults = Readonly<Record<string, readonly string[]>>
type Sees = (person: Person, path: string) => Promise<readonly string[]>

describe('every page', () => {
  const { used, personAt, strangerAt } = useConsole()
  let scene: Scene
  beforeAll(async () => {
    scene = await arrangeScene(used.laptop)
  }, SLOW_MS)

  const arrived = (as: VisitedPage['as'], looks: Looks): Promise<Person> =>
    as === undefined ? strangerAt(looks) : personAt(PEOPLE[as], looks)

  /** The faults of pages by who saw them and where; each person sees theirs in turn, all at the same time. */
  const faultsIn = async (pages: readonly VisitedPage[], looks: Looks, sees: Sees): Promise<Faults> => {
    const byPerson = [...Map.groupBy(pages, ({ as }) => as)]
    const found = await Promise.all(
      byPerson.map(async ([as, theirs]) => {
        const person = await arrived(as, looks)
        const faults: [string, readonly string[]][] = []
        for (const { path } of theirs) {
          const seen = await sees(person, path).catch((failure: unknown) => [String(failure)])
          faults.push([`${as ?? 'nobody'} ${path}`, seen])
        }
        await person.context.close()
        return faults
      }),
    )
    return Object.fromEntries(found.flat().filter(([, faults]) => faults.length > 0))
  }

  it.each(LOOKS)(
    'is sound in $language at $width px, $scheme, with a title of its own',
    async (looks) => {
      const titles = new Map<string, string>()
      const sees: Sees = async (person, path) => {
        await (person.page.url() === 'about:blank' ? person.open(path) : person.visit(path))
        const faults = await person.faults()
        const title = await person.page.title()
        const { pathname } = new URL(person.page.url())
        const other = titles.get(title) ?? pathname
        titles.set(title, pathname)
        return other === pathname ? faults : [...faults, `title: ${title}, as ${other} has`]
      }
      expect(await faultsIn(pagesOf(scene), looks, sees)).toEqual({})
    },
    SLOW_MS,
  )

  it(
    'is sound while it waits for its answers, as high as with them',
    async () => {
      const sees: Sees = async (person, path) => {
        const held: Route[] = []
        let isHeld = true
        await person.page.route(OWN_REQUESTS, async (route) => {
          if (isHeld) held.push(route)
          else await route.continue()
        })
        await person.begin(path)
        const waiting = await person.faults()
        isHeld = false
        await Promise.all(held.map((route) => route.continue()))
        await person.settled()
        await person.page.unroute(OWN_REQUESTS)
        return [...waiting.map((fault) => `waiting: ${fault}`), ...(await person.faults())]
      }
      expect(await faultsIn(pagesOf(scene), SMALL, sees)).toEqual({})
    },
    SLOW_MS,
  )

  it(
    'is sound where its answers fail',
    async () => {
      const sees: Sees = async (person, path) => {
        await person.page.route(OWN_REQUESTS, (route) => route.fulfill(DEFECT))
        await person.open(path)
        const faults = await person.faults(/^request: 500 /)
        await person.page.unroute(OWN_REQUESTS)
        return faults
      }
      expect(await faultsIn(pagesOf(scene), SMALL, sees)).toEqual({})
    },
    SLOW_MS,
  )

  it(
    'is sound where there is nothing yet, nothing found, nothing that may be seen or nothing that exists',
    async () => {
      const sees: Sees = async (person, path) => {
        await person.open(path)
        return person.faults(/^request: 40[034] /)
      }
      expect(await faultsIn(oddPages, SMALL, sees)).toEqual({})
    },
    SLOW_MS,
  )

  it(
    'stays as it is until the next one has loaded',
    async () => {
      const { page, context, open, settled, faults } = await personAt(PEOPLE.partner, SMALL)
      await open('/store/customers?domainState=verified')
      const rows = page.locator('main tbody tr')
      const before = await rows.allInnerTexts()
      const held: Route[] = []
      await page.route(/\/assets\/customer-/, (route) => void held.push(route))
      const asked = page.waitForRequest(/\/assets\/customer-/)
      await page.evaluate((path) => {
        history.pushState(null, '', path)
        dispatchEvent(new PopStateEvent('popstate'))
      }, `/store/customers/${scene.tried}`)
      await asked
      expect(await faults()).toEqual([])
      expect(await rows.allInnerTexts()).toEqual(before)
      expect(before).toHaveLength(3)
      await Promise.all(held.map((route) => route.continue()))
      await page.unrouteAll()
      await page.getByRole('heading', { level: 1, name: 'Net Bakery' }).waitFor()
      await settled()
      expect(await faults()).toEqual([])
      await context.close()
    },
    SLOW_MS,
  )
})
