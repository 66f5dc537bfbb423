import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handlerOf, httpOperations, type AreaOperation } from '../support/describe/handlers.ts'
import { call } from '../support/describe/call.ts'
import { refusedLines, withoutRefusals } from '../support/describe/expect-refusal.ts'
import * as arrange from '../support/arrange.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'
import type { Case } from './asking.ts'
import { inputFor } from './asking.ts'
import { useGateway } from './gateway.ts'
import { arrangeOrganization, targetOf, TEN, type Organization } from './on-behalf.ts'

const ten = httpOperations.filter(({ name }) => name in TEN)
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'LINK', 'PURGE']
const OVERRIDES = ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']

const encoded = (text: string): string =>
  [...text].map((letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')

/** Other ways to write a path, which a careless gateway or function might take for it. */
const spellings = (path: string): string[] => {
  const segments = path.split('/').slice(1)
  const last = segments.at(-1) ?? ''
  const before = segments.slice(0, -1).join('/')
  const each = (change: (segment: string) => string) =>
    segments.map((segment, place) => `/${segments.with(place, change(segment)).join('/')}`)
  return [
    `${path}/`,
    `${path}//`,
    `/${path}`,
    `/${before}//${last}`,
    `/${before}/./${last}`,
    `/${before}/x/../${last}`,
    `/${before}/x/%2e%2e/${last}`,
    `/${before}%2f${last}`,
    `/${before}%5c${last}`,
    `/${before}\\${last}`,
    `/${before};a=1/${last}`,
    `${path};a=1`,
    `${path}.json`,
    `${path}%00`,
    `${path}%20`,
    `${path}%0d%0a`,
    `${path}?`,
    `${path}?role=super-admin`,
    `${path}#`,
    `/x/..${path}`,
    `/v1${path}`,
    ...each((segment) => segment.toUpperCase()),
    ...each(encoded),
    ...each((segment) => encoded(segment).toUpperCase()),
    ...each((segment) => encodeURIComponent(encoded(segment))),
    ...each((segment) => `%e2%80%8b${segment}`),
    ...each((segment) => segment.replace('o', '\u{43e}')).map((written) => encodeURI(written)),
  ]
}

describe('R51 R52 the ten over HTTP', () => {
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })
  const table = useMemoryTable()
  const { send, signIn } = useGateway()

  const managing = async () => {
    const organization = await arrangeOrganization('granted', true)
    const who = organization.admins.find(({ session }) => session === 'open')?.who
    if (!who) throw new Error('Nobody manages the organisation')
    signIn(who)
    return { organization, who }
  }

  const caseOf = (organization: Organization): Case => ({
    attacker: { is: 'in a session', who: undefined, roles: [], owns: {} },
    relation: 'own',
    target: targetOf(organization, 'member'),
    refusal: undefined,
  })

  /** The request that would do one of the ten, if it were allowed. */
  const written = ({ operation }: AreaOperation, input: Record<string, unknown>) => {
    const { method, path } = operation.declaration.on
    const inPath = (name: string) => path.includes(`{${name}}`)
    const rest = Object.fromEntries(Object.entries(input).filter(([name]) => !inPath(name)))
    return {
      method,
      path: path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(input[name]))),
      ...(Object.keys(rest).length > 0 ? { body: JSON.stringify(rest) } : {}),
    }
  }
  const HEADERS = ['Content-Type', 'application/json', 'If-Match', '*', 'Idempotency-Key', 'once']

  const unchanged = (before: ReturnType<typeof table.items>, what: string): void =>
    expect(withoutRefusals(table.items()), what).toEqual(withoutRefusals(before))

  it.each(ten)('$name is refused in every spelling of its path', async (tested) => {
    const { organization } = await managing()
    const { method, path, ...body } = written(tested, inputFor(tested, caseOf(organization)))
    const before = table.items()
    const exact = await send({ path, method, headers: HEADERS, ...body })
    expect(exact).toMatchObject({ status: 403, body: { type: '/problems/forbidden-to-partner-admin' } })
    const answers = new Map<string, number>()
    for (const spelling of spellings(path)) {
      const { status, body: answer } = await send({ path: spelling, method, headers: HEADERS, ...body })
      const code = `${status} ${answer.type ?? ''}`
      answers.set(code, (answers.get(code) ?? 0) + 1)
      expect([400, 403, 404], spelling).toContain(status)
      unchanged(before, spelling)
    }
    expect([...answers.keys()].filter((code) => !REFUSALS.includes(code))).toEqual([])
  })

  /** What the gateway refuses itself, a path that is none, and the refusal of the ten. */
  const REFUSALS = [
    '400 ',
    '404 ',
    '400 /problems/invalid-input',
    '404 /problems/customer-not-found',
    '403 /problems/forbidden-to-partner-admin',
  ]

  it.each(ten)('$name is reached by no other method and no header that says so', async (tested) => {
    const { organization } = await managing()
    const { method, path, ...body } = written(tested, inputFor(tested, caseOf(organization)))
    const before = table.items()
    const collection = path.slice(0, path.lastIndexOf('/'))
    for (const other of METHODS)
      for (const at of [path, collection])
        for (const headers of [[], ...OVERRIDES.map((name) => [name, method])]) {
          const isBody = !['GET', 'HEAD', 'TRACE'].includes(other) && 'body' in body
          const sent = { path: at, method: other, headers: [...HEADERS, ...headers], ...(isBody ? body : {}) }
          const { status, body: answer } = await send(sent)
          const what = `${other} ${at} ${headers.join(' ')} ${status} ${JSON.stringify(answer)}`
          if (status < 400) expect(['GET', 'PATCH'], what).toContain(other)
          unchanged(before, what)
        }
  })

  it.each(ten.filter(({ operation }) => operation.declaration.on.path.includes('{userId}')))(
    '$name is refused of the users of another customer, under either customer',
    async (tested) => {
      const { organization } = await managing()
      const { here, there } = organization
      const before = table.items()
      for (const [customer, user, code] of [
        [here, there, 'forbidden-to-partner-admin'],
        [there, here, 'customer-not-found'],
        [there, there, 'customer-not-found'],
      ] as const) {
        const { customerId } = customer.named
        const input = { ...inputFor(tested, caseOf(organization)), customerId, userId: user.named.userId }
        const { method, path, ...body } = written(tested, input)
        const { body: answer } = await send({ path, method, headers: HEADERS, ...body })
        expect(answer.type).toBe(`/problems/${code}`)
        unchanged(before, path)
      }
    },
  )

  it('R60 a deed is not answered again under its idempotency key once the session or the access is over', async () => {
    const { organization, who } = await managing()
    const { customerId, domain } = organization.here.named
    const again = () =>
      send({
        path: `/organizations/${customerId}/users`,
        method: 'POST',
        headers: HEADERS,
        body: JSON.stringify({ users: [{ email: `new@${domain}`, firstName: 'Malee', lastName: '' }] }),
      })
    const first = await again()
    expect(first.status).toBe(201)
    expect(await again()).toMatchObject({ status: 201, body: first.body })
    await arrange.closeSession(who, customerId)
    expect(await again()).toMatchObject({
      status: 409,
      body: { type: '/problems/management-session-required', state: 'closed' },
    })
    await arrange.openSession(who, customerId)
    expect(await again()).toMatchObject({ status: 201, body: first.body })
    await arrange.revokeAccess(customerId)
    expect(await again()).toMatchObject({ status: 403, body: { type: '/problems/access-revoked' } })
    await arrange.grantAccess(customerId)
    expect(await again()).toMatchObject({ status: 409, body: { state: 'ended' } })
  })

  it('takes no idempotency key of the organisation for one of the ten', async () => {
    const { organization, who } = await managing()
    for (const tested of ten.filter(({ operation }) => operation.declaration.idempotencyKey)) {
      const input = inputFor(tested, caseOf(organization))
      const handler = await handlerOf(tested)
      const options = { idempotencyKey: 'shared', ifMatch: '*' }
      const done = await call(tested.operation, handler, organization.here.superAdmin, input, options)
      expect(done.status, tested.name).toBeLessThan(300)
      const copied = await call(tested.operation, handler, who, input, options)
      expect(copied.body['type'], tested.name).toBe('/problems/forbidden-to-partner-admin')
    }
  })

  it('goes by the role that somebody has in the organisation that is named', async () => {
    const { organization } = await managing()
    const { here, there, twoHatted } = organization
    signIn(twoHatted)
    for (const tested of ten) {
      const input = inputFor(tested, caseOf(organization))
      const { customerId, userId } = there.named
      const inTheirs = written(tested, { ...input, customerId, ...('userId' in input ? { userId } : {}) })
      const before = table.items()
      const refused = await send({ headers: HEADERS, ...inTheirs })
      expect(refused.body.type, tested.name).toBe('/problems/forbidden-to-partner-admin')
      unchanged(before, tested.name)
      const known = new Set(before.map(({ sk }) => sk))
      const lines = refusedLines(table.items()).filter(({ sk }) => !known.has(sk))
      expect(lines).toMatchObject([{ operation: tested.name }])
      const inOwn = await send({ headers: HEADERS, ...written(tested, input) })
      expect(inOwn.body.type, tested.name).not.toBe('/problems/forbidden-to-partner-admin')
      expect(inOwn.status, tested.name).not.toBe(403)
    }
    expect(here.named.customerId).not.toBe(there.named.customerId)
  })
})
