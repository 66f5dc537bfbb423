import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { join } from 'node:path'
import type { BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { LOOPBACK, listen } from '../../local/loopback.ts'
import { ROOT } from '../../local/state.ts'
import { useBrowser } from '../support/browser/browser.ts'
import { faultsOf } from '../support/browser/expect-sound.ts'
import { watchedContext } from '../support/browser/watch.ts'

const FONT = join(ROOT, 'node_modules/@fontsource-variable/noto-sans-thai/files')
const POLICY =
  "default-src 'none'; script-src 'self' 'nonce-planted'; style-src 'self' 'nonce-planted'; img-src 'self'; font-src 'self'; connect-src 'self'; require-trusted-types-for 'script'; trusted-types 'none'"

/** A page without fault, into which each test plants one. */
const SOUND = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Customers</title>
<link rel="icon" href="/icon.svg">
<style nonce="planted">
@font-face { font-family: Thai; src: url(/thai.woff2); unicode-range: U+0E00-0E7F }
body { margin: 0; font: 16px/1.6 Thai, sans-serif; color: #111; background: #fff }
main, header { padding: 1rem }
.skip { position: absolute; left: -99rem; padding: .5rem; background: #fff }
.skip:focus { left: 0 }
:focus-visible { outline: 3px solid #1a56db }
button, input, select { display: block; font: inherit; padding: .5rem; width: 20rem; max-width: 100%; box-sizing: border-box }
::placeholder { color: #555; opacity: 1 }
.narrow { width: 12rem; overflow: hidden; white-space: nowrap }
</style>
</head>
<body>
<header><a class="skip" href="#content">Skip to the content</a></header>
<main id="content">
<h1>Customers</h1>
<p>All <a href="/elsewhere">customers</a> of this partner.</p>
<p class="narrow" title="A name that is longer than its box can ever show">A name that is longer than its box can ever show</p>
<label for="search">Search</label>
<input id="search" placeholder="Name or domain">
<label for="state">State</label>
<select id="state"><option>On trial</option></select>
<button>Extend trial</button>
<p lang="th">ลูกค้าของพันธมิตร</p>
</main>
<script nonce="planted">addEventListener('load', () => {})</script>
</body>
</html>`

interface Fault {
  readonly finds: string
  readonly where: string
  readonly instead: string
  readonly by: string
  /** What the page shows once the fault is there; its heading, unless told. */
  readonly shows?: string
}

const SCRIPT = "addEventListener('load', () => {})"
const once = (work: string): string =>
  `addEventListener('load', () => requestAnimationFrame(() => requestAnimationFrame(() => { ${work} })))`
const THAI = '<p lang="th">ลูกค้าของพันธมิตร</p>'

const FAULTS: readonly Fault[] = [
  { finds: 'axe', where: 'a field has no label', instead: '<label for="state">State</label>', by: '' },
  { finds: 'axe', where: 'a text is pale', instead: '<p>All', by: '<p class="pale">All' },
  {
    finds: 'policy',
    where: 'a style is written at an element',
    instead: '<p>All',
    by: '<p style="color: #222">All',
  },
  {
    finds: 'policy',
    where: 'a script makes markup',
    instead: SCRIPT,
    by: "try { document.body.innerHTML = '' } catch {}",
  },
  { finds: 'console', where: 'a script complains', instead: SCRIPT, by: "console.error('no')" },
  { finds: 'error', where: 'a script fails', instead: SCRIPT, by: "throw new Error('no')" },
  {
    finds: 'request',
    where: 'a file is missing',
    instead: '<p>All',
    by: '<img src="/missing.png" alt="" width="9" height="9"><p>All',
  },
  {
    finds: 'request',
    where: 'a server breaks off',
    instead: '<p>All',
    by: '<img src="/broken.png" alt="" width="9" height="9"><p>All',
  },
  {
    finds: 'cut',
    where: 'a name is cut without a title',
    instead: 'title="A name that is longer than its box can ever show"',
    by: '',
  },
  { finds: 'cut', where: 'a box is too low for its text', instead: '<p>All', by: '<p class="low">All' },
  {
    finds: 'cut',
    where: 'a word is wider than its box',
    instead: '<p>All',
    by: '<p class="thin">Abcdefghijklmnopqrstuvwxyz</p><p>All',
  },
  {
    finds: 'cut',
    where: 'a placeholder is too long',
    instead: 'Name or domain',
    by: 'The name or the domain of one of the customers',
  },
  {
    finds: 'cut',
    where: 'a choice is too long',
    instead: '<option>On trial',
    by: '<option>On a trial that ends within the next three days or so',
  },
  {
    finds: 'sideways',
    where: 'a box is wider than the window',
    instead: '<p>All',
    by: '<p class="wide">All',
  },
  { finds: 'sideways', where: 'a box sticks out on the left', instead: '<p>All', by: '<p class="left">All' },
  {
    finds: 'sideways',
    where: 'a part moves sideways',
    instead: '<p>All',
    by: '<p class="scrolls" tabindex="0"><i></i></p><p>All',
  },
  {
    finds: 'shift',
    where: 'something comes late',
    instead: SCRIPT,
    by: once(
      "const box = document.createElement('p'); box.className = 'late'; document.querySelector('main').prepend(box)",
    ),
    shows: '.late',
  },
  {
    finds: 'target',
    where: 'a button is small',
    instead: '<button>Extend trial',
    by: '<button class="small">+',
  },
  {
    finds: 'target',
    where: 'a link by itself is small',
    instead: '<p>All',
    by: '<p><a href="/more">More</a></p><p>All',
  },
  {
    finds: 'placeholder',
    where: 'a placeholder is pale',
    instead: '::placeholder { color: #555',
    by: '::placeholder { color: #999',
  },
  {
    finds: 'placeholder',
    where: 'a placeholder shines through',
    instead: 'opacity: 1 }',
    by: 'opacity: .4 }',
  },
  {
    finds: 'language',
    where: 'the language is another one',
    instead: '<html lang="en">',
    by: '<html lang="pt-BR">',
  },
  { finds: 'focus', where: 'nothing is drawn', instead: 'outline: 3px solid #1a56db', by: 'outline: none' },
  {
    finds: 'focus',
    where: 'what is drawn is outside the window',
    instead: '.skip:focus { left: 0 }',
    by: '',
  },
  {
    finds: 'skip link',
    where: 'there is none',
    instead: '<a class="skip" href="#content">Skip to the content</a>',
    by: '',
  },
  {
    finds: 'skip link',
    where: 'another link is first',
    instead: '<header>',
    by: '<header><p>The <a href="/">start</a> of all.</p>',
  },
  { finds: 'heading', where: 'there are two', instead: '<p>All', by: '<h1>All</h1><p>All' },
  { finds: 'title', where: 'there is none', instead: '<title>Customers</title>', by: '<title> </title>' },
  { finds: 'thai', where: 'letters are small', instead: THAI, by: THAI.replace('<p', '<p class="tiny"') },
  { finds: 'thai', where: 'lines are close', instead: THAI, by: THAI.replace('<p', '<p class="close"') },
  { finds: 'thai', where: 'letters lean', instead: THAI, by: '<p lang="th"><em>ลูกค้า</em></p>' },
  {
    finds: 'thai',
    where: 'the words of a button are broken',
    instead: THAI,
    by: '<p lang="th"><button class="short">ต่อเวลาทดลองใช้</button></p>',
  },
  {
    finds: 'thai',
    where: 'one text is in another font',
    instead: THAI,
    by: THAI.replace('<p', '<p class="other"'),
  },
  { finds: 'thai', where: 'the font has no Thai', instead: 'U+0E00-0E7F', by: 'U+0041' },
]

const PLANTS = `<style nonce="planted">
.pale { color: #aaa } .low { height: 1rem; overflow: hidden } .thin { width: 4rem } .wide { width: 200vw }
.left { position: relative; left: -2rem } .scrolls { overflow-x: auto; width: 9rem } .scrolls i { display: block; width: 18rem; height: 1rem }
.late { height: 50vh } .small { width: 20px; height: 20px; padding: 0 } .tiny { font-size: 12px } .close { line-height: 1.3 } .short { width: 5rem }
.other { font-family: serif }
</style></head>`

const planted = ({ instead, by }: Fault): string => {
  const page = SOUND.replace('</head>', PLANTS).replace(instead, by)
  if (page === SOUND.replace('</head>', PLANTS)) throw new Error(`The page has no ${instead}`)
  return page
}

const used = useBrowser()

describe('expectSound', () => {
  let server: Server
  let context: BrowserContext
  let page: Page
  let address: string
  let document = SOUND

  beforeAll(async () => {
    server = createServer((request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost')
      if (pathname === '/broken.png') return request.socket.destroy()
      if (pathname === '/missing.png') return response.writeHead(404).end()
      if (pathname === '/thai.woff2')
        return response.end(readFileSync(join(FONT, 'noto-sans-thai-thai-wght-normal.woff2')))
      if (pathname === '/icon.svg')
        return response
          .writeHead(200, { 'content-type': 'image/svg+xml' })
          .end('<svg xmlns="http://www.w3.org/2000/svg"/>')
      const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': POLICY }
      return response.writeHead(200, headers).end(document)
    })
    address = `http://${LOOPBACK}:${await listen(server, 0)}/`
    context = await watchedContext(used.browser, { viewport: { width: 800, height: 600 } })
    page = await context.newPage()
  })
  afterAll(async () => {
    await context.close()
    server.close()
  })

  const faultsIn = async (html: string, shows = 'h1'): Promise<string[]> => {
    document = html
    await page.goto(address)
    await page.locator(shows).first().waitFor()
    return faultsOf(page, { language: 'en' })
  }

  it('finds nothing in a sound page', async () => {
    expect(await faultsIn(SOUND)).toEqual([])
    expect(await faultsIn(SOUND.replace('</head>', PLANTS))).toEqual([])
  })

  it.each(FAULTS)('finds under "$finds" that $where, and nothing else', async (fault) => {
    const found = await faultsIn(planted(fault), fault.shows)
    expect(found.map((line) => line.split(':')[0])).toContain(fault.finds)
    expect(found.filter((line) => !line.startsWith(`${fault.finds}:`))).toEqual([])
  })

  it('leaves out what the test itself provokes', async () => {
    document = SOUND.replace('<p>All', '<img src="/missing.png" alt="" width="9" height="9"><p>All')
    await page.goto(address)
    expect(await faultsOf(page, { language: 'en', except: /404 GET/ })).toEqual([])
  })
})
