import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { statusOf } from '../../functions/problem-details.ts'
import { startDns, type Dns } from '../../local/dns.ts'
import { problemsOf } from '../../shared/kernel/implied-problems.ts'
import { writes } from '../../shared/table/grants.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { call, type Called } from '../support/call.ts'
import { askedOperations, handlerOf, type Asked } from '../support/handlers.ts'
import { sampleOf } from '../support/sample-input.ts'
import { useTestTable } from '../support/test-table.ts'
import { makeCast, MISSING, type Attacker, type Cast, type Target } from './cast.ts'
import { expectedRefusal, type Relation } from './oracle.ts'

const RELATIONS = ['own', 'foreign', 'missing'] as const
const SLOW_MS = 60_000

/** All that a refusal leaves as it was. */
const lasting = (items: readonly StoredItem[]) =>
  items.filter(({ pk }) => !pk.startsWith('SUBJECT#') && !pk.startsWith('AUDIT#'))

const codeOf = ({ body }: Called): string | undefined =>
  typeof body['title'] === 'string' ? String(body['type']).replace('/problems/', '') : undefined

interface Case {
  readonly attacker: Attacker
  readonly relation: Relation
  readonly target: Target
  readonly refusal: string | undefined
}

/** Every attacker with every target of an operation, and what its declaration says to it. */
const casesOf = ({ operation }: Asked, { attackers, theirs, another }: Cast): Case[] =>
  attackers.flatMap((attacker) =>
    RELATIONS.map((relation) => {
      const others = attacker.owns.customerId === another.customerId ? theirs : another
      const target = { own: { ...theirs, ...attacker.owns }, foreign: others, missing: MISSING }[relation]
      const relationTo = (named: keyof Target): Relation =>
        relation === 'own' && attacker.owns[named] === undefined ? 'foreign' : relation
      return {
        attacker,
        relation,
        target,
        refusal: expectedRefusal(operation.declaration, attacker, relationTo),
      }
    }),
  )

let serial = 0

const ask = async (asked: Asked, { attacker, target }: Case): Promise<Called> => {
  const { declaration } = asked.operation
  const named = Object.entries(target).filter(([name]) => declaration.on.path.includes(`{${name}}`))
  const input = { ...Object(sampleOf(declaration.input)), ...Object.fromEntries(named) }
  return call(asked.operation, await handlerOf(asked), attacker.who, input, {
    ifMatch: '"1"',
    ...(declaration.idempotencyKey ? { idempotencyKey: `attack-${(serial += 1)}` } : {}),
  })
}

describe('who may ask what', () => {
  const table = useTestTable()
  vi.spyOn(console, 'log').mockReturnValue(undefined)
  let dns: Dns
  let cast: Cast
  beforeAll(async () => {
    dns = await startDns({ port: 0, stateDir: mkdtempSync(join(tmpdir(), 'attack-dns-')) })
    process.env['DNS_SERVERS'] = dns.address
    cast = await makeCast({ trial: true })
  }, SLOW_MS)
  afterAll(() => dns.stop())

  it('knows something valid to ask of each operation', () => {
    const without = askedOperations.filter(({ operation: { declaration } }) =>
      (['required', 'all'] as const).some(
        (members) => !declaration.input.safeParse(sampleOf(declaration.input, members)).success,
      ),
    )
    expect(without.map(({ name }) => name)).toEqual([])
    expect(askedOperations.length).toBeGreaterThanOrEqual(34)
  })

  it.each(askedOperations)(
    '$name refuses whom its declaration does not admit, and changes nothing',
    async (asked) => {
      const refused = casesOf(asked, cast).filter(({ refusal }) => refusal !== undefined)
      const before = lasting(await table.items())
      const answers = await Promise.all(
        refused.map(async (one) => {
          const called = await ask(asked, one)
          const kind = problemsOf(asked.operation).find(({ code }) => code === one.refusal)?.kind
          return {
            who: `${one.attacker.is}, ${one.relation}`,
            expected: `${kind && statusOf[kind]} ${one.refusal}`,
            actual: `${called.status} ${codeOf(called)}`,
          }
        }),
      )
      expect(answers.filter(({ expected, actual }) => expected !== actual)).toEqual([])
      expect(lasting(await table.items())).toEqual(before)
    },
  )

  it.each(askedOperations)('$name admits whom its declaration admits', async (asked) => {
    const { operation } = asked
    const { problems = [], ifMatch } = operation.declaration
    const declared = [...problems.map(({ code }) => code), ...(ifMatch ? ['changed-meanwhile'] : [])]
    const met: (string | undefined)[] = []
    for (const trial of [false, true]) {
      const stage = writes(operation) ? await makeCast({ trial }) : cast
      for (const one of casesOf(asked, stage).filter(({ refusal }) => refusal === undefined)) {
        const called = await ask(asked, one)
        const answer = called.status === operation.declaration.on.success ? 'done' : codeOf(called)
        met.push(answer)
        expect(['done', ...declared], `${one.attacker.is}, ${one.relation}`).toContain(answer)
      }
      if (met.includes('done')) break
    }
    expect(met).toContain('done')
  })
})
