import { beforeEach, describe, expect, it, vi } from 'vitest'
import { world } from '../../functions/outside/world.ts'
import { isOnCustomer } from '../../shared/declaration/operation.ts'
import * as arrange from '../support/arrange.ts'
import { httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { usePaymentProvider } from '../support/payment-provider.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { admittedTo, ask, findsOwner, inputFor, isDone, type Case } from './asking.ts'
import { withCast } from './cast.ts'
import { textFields, withValue, type Path } from './fields.ts'
import { CARDS, NAUGHTY } from './naughty-strings.ts'
import { refusalOfInput } from './parsing.ts'

const LONGEST_MS = 3_000
/** Of the texts that a field takes, one in so many is stored through it; all fields together store all. */
const ONE_IN = 20
/** What is no person's own words, though any text may stand there, besides what is searched for: the table, the terms and the catalogue decide about it. */
const NO_WORDS: readonly unknown[] = ['search', 'acceptedTerms', 'cursor', 'service', 'code']

/** A whole valid input, without the place in a list that a cursor names; of a patch, which may be of anything, no more than it needs. */
const everything = ({ operation: { declaration } }: AreaOperation): Record<string, unknown> => {
  const members = declaration.on.method === 'PATCH' ? 'required' : 'all'
  const { cursor: _cursor, ...rest } = Object(sampleOf(declaration.input, members))
  return rest
}

const fields = httpOperations
  .flatMap((tested) => textFields(tested.operation.declaration.input).map((path) => ({ tested, path })))
  .map(({ tested, path }, place) => ({ tested, path, place, name: `${tested.name} ${path.join('.')}` }))

const refusal = (tested: AreaOperation, path: Path, text: string): string | undefined =>
  refusalOfInput(tested, Object(withValue(everything(tested), path, text)))

const isOfWords = ({ tested, path }: { tested: AreaOperation; path: Path }): boolean =>
  tested.operation.declaration.on.method !== 'GET' &&
  !NO_WORDS.includes(path[0]) &&
  refusal(tested, path, 'free words') === undefined

describe('strings that break what is careless', () => {
  it('are a hundred and more, for each text that can be sent', () => {
    expect(fields.length).toBeGreaterThan(40)
    expect(NAUGHTY.length).toBeGreaterThanOrEqual(100)
  })

  it.each(fields)('$name takes or refuses each, and breaks at none', ({ tested, path }) => {
    for (const text of NAUGHTY) {
      const startedMs = performance.now()
      expect([undefined, 'invalid-input'], text.slice(0, 40)).toContain(refusal(tested, path, text))
      expect(performance.now() - startedMs, text.slice(0, 40)).toBeLessThan(LONGEST_MS)
    }
  })

  it.each(fields.filter(isOfWords))('R43 $name refuses card numbers', ({ tested, path }) => {
    expect(CARDS.filter((card) => refusal(tested, path, card) !== 'invalid-input')).toEqual([])
  })
})

describe('strings that break what is careless, where they are taken', () => {
  const lines: string[] = []
  beforeEach(() => {
    vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
  })
  useDns()
  useLambdaService()
  usePaymentProvider()

  /** As somebody new where anybody may ask, and of somebody new, so that nothing but the text can be refused. */
  const fresh = (
    tested: AreaOperation,
    one: Case,
    path: Path,
  ): { one: Case; input: Record<string, unknown> } => {
    const { allow, on } = tested.operation.declaration
    const isAnybodys = allow !== 'public' && allow.includes('applicant') && !on.path.includes('{')
    const named: Record<string, unknown> = { ...everything(tested), ...inputFor(tested, one) }
    const superAdmin = { ...Object(named['superAdmin']), email: arrange.somebody().email }
    const replaced = {
      ...('domain' in named && path[0] !== 'domain' && !findsOwner(tested.operation.declaration)
        ? { domain: `naughty-${superAdmin.email.split(/[-@]/)[1]}.co.th` }
        : {}),
      ...('superAdmin' in named && path[1] !== 'email' ? { superAdmin } : {}),
    }
    const attacker = isAnybodys ? { ...one.attacker, who: arrange.somebody('naughty') } : one.attacker
    return { one: { ...one, attacker }, input: { ...named, ...replaced } }
  }

  /** The operations that read what an operation puts. */
  const readersOf = ({ operation }: AreaOperation): AreaOperation[] => {
    const { puts = [] } = operation.declaration
    return httpOperations.filter(({ operation: { declaration } }) => {
      const { reads = [], lists = [], on } = declaration
      const read: readonly string[] = [
        ...reads,
        ...lists.map((list) => list.split('/')[0] ?? list),
        ...(isOnCustomer(declaration) ? ['customer'] : []),
      ]
      return on.method === 'GET' && puts.some((kind) => read.includes(kind))
    })
  }

  const taken = fields
    .map((field) => ({
      ...field,
      texts: NAUGHTY.filter((text) => refusal(field.tested, field.path, text) === undefined).filter(
        (_, index) => index % ONE_IN === field.place % ONE_IN,
      ),
    }))
    .filter(({ texts }) => texts.length > 0)

  it.each(taken)('$name stores them, and nothing that reads them breaks', async (field) => {
    const { tested, path, texts } = field
    for (const [place, text] of texts.entries())
      await withCast({ trial: tested.name !== 'startTrial' }, async (cast) => {
        const { one, input } = fresh(tested, admittedTo(tested, cast), path)
        const called = await ask(tested, one, Object(withValue(input, path, text)))
        const answer = `${JSON.stringify(text.slice(0, 40))}: ${JSON.stringify(called.body)}`
        if (isOfWords(field)) expect(isDone(tested, called), answer).toBe(true)
        else expect(called.status, answer).toBeLessThan(500)
        if (place < texts.length - 1) return
        for (const reading of readersOf(tested)) {
          const { status } = await ask(reading, admittedTo(reading, cast))
          expect(status, reading.name).toBeLessThan(500)
        }
      })
  })

  it('are in no line of the log', () => {
    expect(lines.length).toBeGreaterThan(500)
    expect(lines.filter((line) => /\bscript|41111|passwd|victim|\bcom\b|defect/.test(line))).toEqual([])
  })
})

describe('strings that break what is careless, in the real table', () => {
  useTestTable()

  it('come back as they were put, in a text, a list and an object', async () => {
    const texts = NAUGHTY.filter((text) => text.isWellFormed())
    const items = texts.map((text, index) => ({
      pk: 'NAUGHTY',
      sk: String(index),
      text,
      list: [text],
      object: { text },
    }))
    for (const some of [items.slice(0, 100), items.slice(100)]) {
      const puts = some.map((item) => ({ verb: 'put', item }) as const)
      await world.table.commit(puts, world.ulid(world.realMs()))
      expect(await world.table.read(some)).toMatchObject(some)
    }
  })
})
