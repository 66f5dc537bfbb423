import { beforeEach, describe, expect, it, vi } from 'vitest'
import * as z from 'zod'
import { errorOf } from '../../functions/edge/log.ts'
import type { Effect } from '../../shared/notifications/outbox.ts'
import { render } from '../../shared/notifications/render.ts'
import { httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { effects } from '../support/table/effects.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { ask, casesOf, inputFor } from './asking.ts'
import { withCast, type Cast } from './cast.ts'
import { textFields, withValue } from './fields.ts'
import { CARDS } from './naughty-strings.ts'

/** What the claims and every free text carry besides what is asked. */
const TOKEN = 'eyJhbGciOiJSUzI1NiJ9.planted.token'
const WORDS = "<script>alert('planted')</script> {planted} & Co"
const DIGITS = CARDS.map((card) => card.normalize('NFKC').replace(/\D/g, '')).filter(
  (card) => card.length > 12,
)

/** The only members that a line of the log may have. */
const Line = z.strictObject({
  operation: z.string().regex(/^[a-zA-Z]+$/),
  requestId: z.string().regex(/^request-\d+$/),
  outcome: z.string().regex(/^[a-z-]+$/),
  milliseconds: z.number(),
  counts: z.record(z.string(), z.number()).optional(),
  error: z.strictObject({ name: z.string(), frames: z.array(z.string()) }).optional(),
})

const personal = /@(?=[\w-]+\.)|Malee|Srisuk|Siam Cloud|Silom|\+6621234567|0105561234567|planted|\bscript/u

const holding = (texts: readonly string[]) =>
  texts.filter(
    (text) => personal.test(text) || DIGITS.some((digits) => text.replace(/[ .-]/g, '').includes(digits)),
  )

describe('planted personal words, tokens and card numbers', () => {
  const printed: string[] = []
  beforeEach(() => {
    for (const method of ['log', 'info', 'warn', 'error', 'debug'] as const)
      vi.spyOn(console, method).mockImplementation(
        (...words) => void printed.push(words.map(String).join(' ')),
      )
  })
  useDns()
  useLambdaService()

  /** Asks an operation everything that may be asked of it, with personal words in every text that takes them; what it refused. */
  const plant = async (tested: AreaOperation, cast: Cast): Promise<string[]> => {
    const { input } = tested.operation.declaration
    const sample = sampleOf(input, 'all')
    const words = textFields(input)
      .filter((path) => input.safeParse(withValue(sample, path, WORDS)).success)
      .filter(([name]) => !['cursor', 'search', 'acceptedTerms'].includes(String(name)))
    const refusals: string[] = []
    for (const one of casesOf(tested, cast).filter(({ relation }) => relation !== 'missing')) {
      const { cursor: _cursor, ...whole } = { ...Object(sample), ...inputFor(tested, one) }
      const inputs = [
        words.reduce<unknown>((planted, path) => withValue(planted, path, WORDS), whole),
        ...(one.refusal === undefined
          ? words.map((path, at) => withValue(whole, path, CARDS[at % CARDS.length]))
          : []),
      ]
      for (const planted of inputs) {
        const called = await ask(tested, one, Object(planted), { claims: { name: 'planted', token: TOKEN } })
        // Addresses that are refused are named to whom sent them, and its partner to an organisation.
        const { addresses: _sent, partner: _own, ...said } = called.body
        if (called.status >= 400) refusals.push(JSON.stringify(said))
      }
    }
    return refusals
  }

  const mails: Extract<Effect, { kind: 'mail' }>[] = []
  let refused = 0

  it.each(httpOperations)(
    '$name has them in no refusal, and in no item where they are card numbers or tokens',
    async (tested) =>
      withCast({ trial: tested.name !== 'startTrial' }, async (cast, table) => {
        const refusals = await plant(tested, cast)
        refused += refusals.length
        expect(holding(refusals)).toEqual([])
        const items = JSON.stringify(table.items())
        expect(DIGITS.filter((digits) => items.includes(digits))).toEqual([])
        expect(items).not.toContain(TOKEN)
        mails.push(...(await effects(table)).filter((effect) => effect.kind === 'mail'))
      }),
  )

  it('are in no line of the log, which has known members only', () => {
    expect(refused).toBeGreaterThan(500)
    expect(printed.length).toBeGreaterThan(500)
    expect(holding(printed)).toEqual([])
    expect(printed.filter((line) => !Line.safeParse(JSON.parse(line)).success)).toEqual([])
  })

  it('are in mails only as the words that they are: names and reasons, no addresses, no markup, one line of subject', async () => {
    expect(new Set(mails.map(({ mail }) => mail)).size).toBeGreaterThanOrEqual(6)
    for (const mail of mails) {
      const { subject, text, html } = await render(mail, 'https://store.example.com')
      // Mails to the programme team say whose rights changed.
      if (!mail.mail.startsWith('team-')) expect(`${subject}${text}`).not.toMatch(/@[\w-]+\./)
      expect(`${subject}${text}${html}`).not.toContain(TOKEN)
      expect(html).not.toMatch(/<script|onerror=/)
      expect(subject).not.toMatch(/[\r\n]/)
    }
    expect(mails.some((mail) => JSON.stringify(mail).includes('planted'))).toBe(true)
  })

  it('are not logged of an error, even where its words look like a place in the code', () => {
    const error = new Error('somchai@example.co.th\n    at somchai@example.co.th (planted:1:1)\nplanted')
    expect(holding([JSON.stringify(errorOf(error))])).toEqual([])
    expect(errorOf(error).frames.length).toBeGreaterThan(0)
    expect(errorOf('somchai@example.co.th')).toEqual({ name: 'string', frames: [] })
  })
})
