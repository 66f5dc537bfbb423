import fc from 'fast-check'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { takesBody } from '../../shared/declaration/method.ts'
import { needsSession, pathParameters } from '../../shared/declaration/operation.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import { withoutRefusals } from '../support/describe/expect-refusal.ts'
import type { CallOptions } from '../support/describe/call.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { inMemory } from '../support/table/in-memory.ts'
import { SETTINGS } from '../support/table/settings.ts'
import { ask, codeOf, inputFor, type Case } from './asking.ts'
import { objectFields, textFields, withValue, type Path } from './fields.ts'
import { forbiddenEffects } from './forbidden-effects.ts'
import { arrangeOrganization, managing, RANKS, targetOf, type Organization, type Rank } from './on-behalf.ts'

const SEED = Number(process.env['ATTACK_SEED'] ?? 20_261_126)
const MUTATIONS = 25

/** What a partner admin might add to a request in order to reach one of the ten through it. */
const SMUGGLED: Readonly<Record<string, unknown>> = {
  role: 'super-admin',
  roles: ['org-admin'],
  isAdmin: true,
  admin: true,
  superAdmin: { firstName: 'Eve', lastName: '', email: 'eve@evil.example.com' },
  password: 'a new password',
  temporaryPassword: 'a new password',
  picture: 'iVBORw0KGgo=',
  status: 'deleted',
  deleted: true,
  recoveryEmail: 'eve@evil.example.com',
  recoveryAddress: 'eve@evil.example.com',
  backup: {},
  tfaRequired: false,
  contactsSync: true,
  dashboard: { title: 'Eve' },
  forwardTo: 'eve@evil.example.com',
  actsAs: 'super-admin',
  onBehalf: { never: 'nothing' },
  customerId: 'cus_00000000000000000000000000',
  partnerId: 'ptr_00000000000000000000000000',
  version: 1,
  userId: 'usr_00000000000000000000000000',
  constructor: { prototype: { role: 'super-admin' } },
  prototype: { role: 'super-admin' },
}

/** The operations that a partner admin does in a management session. */
const inSession = managing.filter(({ operation }) => needsSession(operation.declaration))
const withBody = inSession.filter(({ operation: { declaration } }) => takesBody(declaration.on.method))

describe('R51 R52 the ten through what a partner admin may do', () => {
  beforeEach(() => {
    Object.assign(process.env, SETTINGS)
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  let arranged: Promise<{ organization: Organization; items: readonly StoredItem[] }> | undefined
  const arrangedOnce = () =>
    (arranged ??= inMemory(async (table) => ({
      organization: await arrangeOrganization('granted', true),
      items: table.items(),
    })))
  const tried = { refused: 0, done: 0 }

  /** Asks in a copy of the organisation, as its partner's admin in a session: nothing forbidden happens, and nothing at all where it is refused. */
  const attempt = async (
    tested: (typeof inSession)[number],
    input: (valid: Record<string, unknown>) => unknown,
    options: (body: Record<string, unknown>) => CallOptions = () => ({}),
    rank: Rank = 'member',
  ) => {
    const { organization, items } = await arrangedOnce()
    const who = organization.admins.find(({ session }) => session === 'open')?.who
    const one: Case = {
      attacker: { is: 'in a session', who, roles: [], owns: {} },
      relation: 'own',
      target: targetOf(organization, rank),
      refusal: undefined,
    }
    return inMemory(async (table) => {
      const asked = Object(input(inputFor(tested, one)))
      const inPath = pathParameters(tested.operation.declaration.on.path)
      const body = Object.fromEntries(Object.entries(asked).filter(([name]) => !inPath.includes(name)))
      const called = await ask(tested, one, asked, options(body))
      const what = `${tested.name} ${JSON.stringify(asked)} ${JSON.stringify(called.body)}`
      expect(called.status, what).toBeLessThan(500)
      expect(forbiddenEffects(items, table.items()), what).toEqual([])
      if (called.status >= 400) expect(withoutRefusals(table.items()), what).toEqual(withoutRefusals(items))
      tried[called.status >= 400 ? 'refused' : 'done'] += 1
      return codeOf(called) ?? 'done'
    }, items)
  }

  /** The places of an input at which another member can stand. */
  const places = (tested: (typeof inSession)[number]): Path[] =>
    objectFields(tested.operation.declaration.input)

  it.each(inSession)('$name takes nothing more in its query or body', async (tested) => {
    const { input } = tested.operation.declaration
    for (const place of places(tested))
      for (const [name, value] of Object.entries(SMUGGLED)) {
        const known = Object.keys(input.shape).includes(name)
        const code = await attempt(tested, (valid) => withValue(valid, [...place, name], value))
        const isTaken = known || name === 'recoveryEmail' || name === 'status'
        if (!isTaken) expect(code, `${tested.name} ${[...place, name].join('.')}`).toBe('invalid-input')
      }
  })

  it.each(withBody)('$name takes no member that every object inherits, and none twice', async (tested) => {
    for (const name of ['__proto__', 'constructor', 'prototype'])
      for (const place of places(tested)) {
        const code = await attempt(
          tested,
          (valid) => withValue(valid, [...place, 'inherited'], { role: 'super-admin' }),
          (body) => ({ rawBody: JSON.stringify(body).replace('"inherited"', JSON.stringify(name)) }),
        )
        expect(code, `${tested.name} ${[...place, name].join('.')}`).toBe('invalid-input')
      }
    for (const second of ['"role":"member","role":"super-admin"', '"status":"active","status":"deleted"']) {
      const code = await attempt(
        tested,
        (valid) => valid,
        (body) => ({
          rawBody: `${JSON.stringify(body).replace(/\}$/, Object.keys(body).length > 0 ? ',' : '')}${second}}`,
        }),
      )
      expect(code, `${tested.name} ${second}`).toBe('malformed-body')
    }
  })

  it.each(withBody)('$name removes nothing of the organisation’s own by null', async (tested) => {
    const { input } = tested.operation.declaration
    const all = Object(sampleOf(input, 'all'))
    const members = places(tested).flatMap((place) => {
      const at = place.reduce<unknown>((value, name) => Object(value)[name], all)
      return [...Object.keys(Object(at)), ...Object.keys(SMUGGLED)].map((name): Path => [...place, name])
    })
    const inPath = pathParameters(tested.operation.declaration.on.path)
    for (const path of members.filter(([first]) => !inPath.includes(String(first))))
      for (const rank of RANKS)
        await attempt(
          tested,
          (valid) => withValue(valid, path, null),
          () => ({ headers: { 'content-type': 'application/merge-patch+json' } }),
          rank,
        )
  })

  it.each(inSession)('$name reaches no administrator’s record', async (tested) => {
    for (const rank of RANKS) await attempt(tested, (valid) => valid, undefined, rank)
  })

  const strange = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom(
      null,
      'super-admin',
      'deleted',
      'eve@evil.example.com',
      [],
      {},
      { role: 'super-admin' },
      true,
      -1,
    ),
  )

  it.each(inSession)('$name has no forbidden effect, whatever is sent', async (tested) => {
    const { input } = tested.operation.declaration
    const paths: Path[] = [
      ...Object.keys(input.shape).map((name): Path => [name]),
      ...textFields(input),
      ...Object.keys(SMUGGLED).map((name): Path => [name]),
    ]
    const mutation = fc.record({
      path: fc.constantFrom(...paths),
      value: fc.oneof(strange, fc.constantFrom(...Object.values(SMUGGLED))),
    })
    await fc.assert(
      fc.asyncProperty(
        fc.array(mutation, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(...RANKS),
        async (mutations, rank) => {
          await attempt(
            tested,
            (valid) =>
              mutations.reduce<unknown>((mutated, { path, value }) => withValue(mutated, path, value), valid),
            undefined,
            rank,
          )
        },
      ),
      { seed: SEED, numRuns: MUTATIONS, endOnFailure: true },
    )
  })

  it('has tried in earnest', () => {
    expect(tried.refused).toBeGreaterThan(500)
    expect(tried.done).toBeGreaterThan(20)
  })
})
