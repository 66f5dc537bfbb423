import { describe, expect, it, vi } from 'vitest'
import { writes } from '../../shared/declaration/grants.ts'
import * as arrange from '../support/arrange.ts'
import { httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useDns } from '../support/dns.ts'
import { useLambdaService } from '../support/lambda-service.ts'
import { useTestTable } from '../support/table/test-table.ts'
import { admittedTo, ask, codeOf, inputFor, lasting, type Case } from './asking.ts'
import { makeCast, type Cast } from './cast.ts'
import { textFields, withValue, type Path } from './fields.ts'
import { CARDS, NAUGHTY } from './naughty-strings.ts'

const LONGEST_MS = 3_000
/** Of the texts that a field takes, one in so many is stored through it; all fields together store all. So many are tried on a field of fixed form, too. */
const ONE_IN = 12

const inPath = ({ operation }: AreaOperation, [name]: Path): boolean =>
  operation.declaration.on.path.includes(`{${name}}`)

/** A whole valid input, without the place in a list that a cursor names. */
const everything = ({ operation }: AreaOperation): Record<string, unknown> => {
  const { cursor: _cursor, ...rest } = Object(sampleOf(operation.declaration.input, 'all'))
  return rest
}

const fields = httpOperations
  .flatMap((asked) => textFields(asked.operation.declaration.input).map((path) => ({ asked, path })))
  .map(({ asked, path }, place) => ({ asked, path, place, name: `${asked.name} ${path.join('.')}` }))

describe('strings that break what is careless', () => {
  const table = useTestTable()
  const lines: string[] = []
  vi.spyOn(console, 'log').mockImplementation((line) => void lines.push(String(line)))
  useDns()
  useLambdaService()
  const casts = new Map<string, Cast>()

  /** Everybody anew for each operation that writes, as one that is done stands in the way of the next. */
  const castOf = async ({ name, operation }: AreaOperation): Promise<Cast> => {
    const key = writes(operation) ? name : ''
    const known = casts.get(key) ?? (await makeCast({ trial: true }))
    casts.set(key, known)
    return known
  }

  /** As somebody new where anybody may ask, and of somebody new, so that nothing but the text can be refused. */
  const fresh = (
    asked: AreaOperation,
    one: Case,
    path: Path,
  ): { one: Case; input: Record<string, unknown> } => {
    const { allow, on } = asked.operation.declaration
    const isAnybodys = allow !== 'public' && allow.includes('applicant') && !on.path.includes('{')
    const named: Record<string, unknown> = { ...everything(asked), ...inputFor(asked, one) }
    const superAdmin = { ...Object(named['superAdmin']), email: arrange.somebody().email }
    const replaced = {
      ...('domain' in named && path[0] !== 'domain'
        ? { domain: `naughty-${superAdmin.email.split(/[-@]/)[1]}.co.th` }
        : {}),
      ...('superAdmin' in named && path[1] !== 'email' ? { superAdmin } : {}),
    }
    const attacker = isAnybodys ? { ...one.attacker, who: arrange.somebody('naughty') } : one.attacker
    return { one: { ...one, attacker }, input: { ...named, ...replaced } }
  }

  const send = async (asked: AreaOperation, path: Path, texts: readonly string[]) => {
    const met: { text: string; status: number; code: string | undefined }[] = []
    const admitted = admittedTo(asked, await castOf(asked))
    for (const text of texts) {
      const startedMs = performance.now()
      const { one, input } = fresh(asked, admitted, path)
      const called = await ask(asked, one, Object(withValue(input, path, text)))
      expect(performance.now() - startedMs, text.slice(0, 40)).toBeLessThan(LONGEST_MS)
      met.push({ text: JSON.stringify(text.slice(0, 40)), status: called.status, code: codeOf(called) })
    }
    return met
  }
  const isTaken =
    (asked: AreaOperation, path: Path) =>
    (text: string): boolean => {
      const { input } = asked.operation.declaration
      return input.safeParse(withValue(everything(asked), path, text)).success
    }

  it('knows every text that can be sent', () => {
    expect(fields.length).toBeGreaterThan(40)
    expect(NAUGHTY.length).toBeGreaterThanOrEqual(100)
  })

  it.each(fields)('$name takes or refuses each, and breaks at none', async ({ asked, path, place }) => {
    const taken = isTaken(asked, path)
    await castOf(asked)
    const before = lasting(await table.items())
    const every = taken('free words') ? 3 : ONE_IN
    const untaken = NAUGHTY.filter((text) => !taken(text))
    const refused = await send(
      asked,
      path,
      untaken.filter((_, index) => index % every === place % every),
    )
    expect(refused.filter(({ status }) => status !== 400 && !(inPath(asked, path) && status < 500))).toEqual(
      [],
    )
    expect(lasting(await table.items())).toEqual(before)
    const stored = NAUGHTY.filter(taken).filter((_, index) => index % ONE_IN === place % ONE_IN)
    const met = await send(asked, path, stored)
    expect(met.filter(({ status }) => status >= 500)).toEqual([])
  })

  it('reads back all that it took', async () => {
    const reading = httpOperations.filter(({ operation }) => operation.declaration.on.method === 'GET')
    const broken = []
    for (const cast of casts.values())
      for (const asked of reading) {
        const { status } = await ask(asked, admittedTo(asked, cast))
        if (status >= 500) broken.push({ name: asked.name, status })
      }
    expect(broken).toEqual([])
  })

  it.each(fields.filter(({ asked, path }) => isTaken(asked, path)('free words')))(
    'R43 $name refuses card numbers',
    async ({ asked, path }) => {
      if (path[0] === 'search' || path[0] === 'acceptedTerms' || path[0] === 'cursor') return
      const met = await send(asked, path, CARDS)
      expect(met.filter(({ code }) => code !== 'invalid-input')).toEqual([])
    },
  )

  it('logs none of it', () => {
    expect(lines.length).toBeGreaterThan(1_000)
    expect(lines.filter((line) => /script|41111|passwd|victim|\bcom\b|defect/.test(line))).toEqual([])
  })
})
