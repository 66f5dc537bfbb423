import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { callApi, tokenFor } from '../../local/call.ts'
import { startLaptop } from '../../local/laptop.ts'
import { DEMO_PARTNER, FIRST_STAFF_MEMBER, SECOND_PARTNER } from '../../local/people.ts'
import { addressesFile, Addresses, ROOT } from '../../local/state.ts'
import { synthesize } from '../../local/synthesize.ts'

const SLOW_MS = 240_000
const assemblyDir = join(ROOT, 'cdk.out')
const folder = (name: string): string => mkdtempSync(join(tmpdir(), `${name}-`))

const Template = z.looseObject({ Resources: z.record(z.string(), z.looseObject({})) })
const Role = z.looseObject({
  Type: z.literal('AWS::IAM::Role'),
  Properties: z.looseObject({
    Policies: z.array(
      z.looseObject({ PolicyDocument: z.looseObject({ Statement: z.array(z.looseObject({})) }) }),
    ),
  }),
})

/** A copy of the assembly in which an operation's role lacks one action. */
const withoutGrant = (operation: string, action: string): string => {
  const copy = folder('assembly')
  cpSync(assemblyDir, copy, { recursive: true })
  let taken = 0
  for (const name of globSync('*.template.json', { cwd: copy })) {
    const template = Template.parse(JSON.parse(readFileSync(join(copy, name), 'utf8')))
    for (const id of Object.keys(template.Resources).filter((id) => id.startsWith(`${operation}Role`))) {
      const role = Role.parse(template.Resources[id])
      for (const { PolicyDocument } of role.Properties.Policies) {
        const kept = PolicyDocument.Statement.filter(({ Action }) => Action !== action)
        taken += PolicyDocument.Statement.length - kept.length
        PolicyDocument.Statement = kept
      }
      template.Resources[id] = role
    }
    writeFileSync(join(copy, name), JSON.stringify(template))
  }
  expect(taken).toBe(1)
  return copy
}

describe('the laptop', () => {
  beforeAll(async () => {
    await synthesize(assemblyDir)
  }, SLOW_MS)

  it(
    'enforces the permissions of each function: without one grant its call fails, and the log says which',
    async () => {
      const stateDir = folder('laptop')
      const laptop = await startLaptop({
        stateDir,
        assemblyDir: withoutGrant('setStaffRoles', 'dynamodb:PutItem'),
        timers: false,
      })
      try {
        const answer = await fetch(`${laptop.addresses.api}/v1/staff/people/somebody@vendor.co.th`, {
          method: 'PUT',
          headers: {
            authorization: `Bearer ${await laptop.token(FIRST_STAFF_MEMBER)}`,
            'content-type': 'application/json',
          },
          body: JSON.stringify({ staffRoles: ['reviewer'] }),
        })
        expect(answer.status).toBe(500)
        expect(readFileSync(join(stateDir, 'functions.log'), 'utf8')).toContain('AccessDenied')
      } finally {
        await laptop.stop()
      }
    },
    SLOW_MS,
  )

  it(
    'refuses at the gateway what no authorizer lets through',
    async () => {
      const laptop = await startLaptop({ stateDir: folder('laptop'), assemblyDir, timers: false })
      try {
        const me = async (token?: string) =>
          (
            await fetch(
              `${laptop.addresses.api}/v1/me`,
              token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } },
            )
          ).status
        const token = (extra: Parameters<typeof laptop.token>[1]) => laptop.token('malee@baan.co.th', extra)
        expect(await me(await token({}))).toBe(200)
        expect(await me()).toBe(401)
        expect(await me('no.such.token')).toBe(401)
        expect(await me(await token({ expiresIn: -60 }))).toBe(401)
        expect(await me(await token({ audience: 'somebody-else' }))).toBe(401)
        expect(await me(await token({ scope: 'openid email' }))).toBe(403)
        expect(await me(await token({ tokenUse: 'id' }))).toBe(401)
        expect(await me(await token({ emailVerified: false }))).toBe(403)
        expect((await fetch(`${laptop.addresses.api}/v1/health`)).status).toBe(200)
        expect((await fetch(`${laptop.addresses.api}/v1/nowhere`)).status).toBe(404)
      } finally {
        await laptop.stop()
      }
    },
    SLOW_MS,
  )
})

describe('npm start', () => {
  const running: ChildProcess[] = []
  afterEach(() => {
    for (const child of running.splice(0)) child.kill('SIGKILL')
  })

  /** Starts the laptop as `npm start` does and waits until it says these words; by default that it is ready. */
  const start = async (
    stateDir: string,
    words = 'Move the clock',
  ): Promise<{ child: ChildProcess; addresses: Addresses; said: string }> => {
    const child = spawn(process.execPath, [join(ROOT, 'local/start.ts')], {
      cwd: ROOT,
      env: { ...process.env, LAPTOP_STATE_DIR: stateDir },
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    running.push(child)
    let said = ''
    for await (const line of createInterface({ input: child.stdout })) {
      said += `${line}\n`
      if (line.includes(words)) break
    }
    const addresses = Addresses.parse(JSON.parse(readFileSync(addressesFile(stateDir), 'utf8')))
    return { child, addresses, said }
  }
  const Customers = z.object({ items: z.array(z.object({ domain: z.string() })) })
  const Listed = z.looseObject({ items: z.array(z.looseObject({})) })
  const Payments = z.object({
    items: z.array(z.object({ purpose: z.string(), cardType: z.string(), state: z.string() })),
  })
  const Payouts = z.object({ items: z.array(z.object({ state: z.string() })) })
  const Inbox = z.object({ emails: z.array(z.object({ messageId: z.string() })) })
  const customersOf = async (addresses: Addresses): Promise<string[]> => {
    const call = { as: DEMO_PARTNER, method: 'GET', path: '/console/customers', answer: Customers } as const
    return (await callApi(addresses, call)).items.map(({ domain }) => domain)
  }
  const paymentsOf = async (addresses: Addresses): Promise<string[]> => {
    const call = { as: DEMO_PARTNER, method: 'GET', path: '/payments', answer: Payments } as const
    const { items } = await callApi(addresses, call)
    return items.map(({ purpose, cardType, state }) => `${purpose} ${cardType} ${state}`).toSorted()
  }
  const payoutsOf = async (addresses: Addresses): Promise<string[]> => {
    const call = { as: DEMO_PARTNER, method: 'GET', path: '/commission/payouts', answer: Payouts } as const
    return (await callApi(addresses, call)).items.map(({ state }) => state).toSorted()
  }

  it(
    'goes on with a killed seeding of a demo, prints nine commands, and loses nothing to a kill -9 and a restart',
    async () => {
      const stateDir = folder('state')
      const killed = await start(stateDir, 'month 5 of 12')
      killed.child.kill('SIGKILL')
      await once(killed.child, 'exit')
      const first = await start(stateDir)
      expect(first.said).toContain('demo         seeded')
      expect(first.said.match(/^ {2}[1-9]\. /gm)).toHaveLength(9)
      const seen = (path: string) =>
        callApi(first.addresses, { as: SECOND_PARTNER, method: 'GET', path, answer: Listed })
      expect(await seen('/store/customers')).toMatchObject({
        items: [
          { domain: 'example.co.uk', access: 'revoked', plan: 'professional' },
          { domain: 'example.or.th', access: 'granted', trial: { state: 'running' } },
          { domain: 'example.com.br', domainState: 'unverified', plan: 'free' },
          { domain: 'example.in.th', trial: { state: 'ended' } },
        ],
      })
      for (const [path, state] of [
        ['/transfers', 'pending'],
        ['/tag-requests', 'open'],
        ['/store/subscription-requests', 'open'],
      ] as const)
        expect(await seen(path)).toMatchObject({ items: [{ state }] })
      expect(await paymentsOf(first.addresses)).toEqual([
        ...Array.from({ length: 5 }, () => 'purchase CC succeeded'),
        ...Array.from({ length: 6 }, () => 'purchase RC succeeded'),
        'renewal CC declined',
        ...Array.from({ length: 12 }, () => 'renewal CC succeeded'),
        'renewal RC declined',
      ])
      expect(await payoutsOf(first.addresses)).toEqual(['approved', 'paid', 'rejected', 'requested'])
      await callApi(first.addresses, {
        as: DEMO_PARTNER,
        method: 'POST',
        path: '/customers',
        body: {
          domain: 'kept.co.th',
          organizationName: 'Kept',
          superAdmin: { firstName: 'Kanda', lastName: 'Dee', email: 'kanda@kept.co.th' },
          country: 'TH',
          language: 'en',
        },
        answer: z.unknown(),
      })
      const token = await tokenFor(first.addresses.issuer, { email: DEMO_PARTNER })
      const before = await customersOf(first.addresses)
      expect(before).toContain('kept.co.th')
      first.child.kill('SIGKILL')
      await once(first.child, 'exit')

      const second = await start(stateDir)
      expect(second.said).toContain('demo         was there already')
      expect(await customersOf(second.addresses)).toEqual(before)
      const me = await fetch(`${second.addresses.api}/v1/me`, {
        headers: { authorization: `Bearer ${token}` },
      })
      expect(me.status).toBe(200)
      const inbox = Inbox.parse(await (await fetch(`${second.addresses.mail}/store`)).json())
      expect(inbox.emails.length).toBeGreaterThan(3)
      const shown = [await paymentsOf(second.addresses), await payoutsOf(second.addresses)]
      second.child.kill('SIGINT')
      expect(await once(second.child, 'exit')).toEqual([0, null])

      // Killed before it could note that it was done: it is asked for once more, and changes nothing.
      rmSync(join(stateDir, 'demo.json'))
      const third = await start(stateDir)
      expect(third.said).toContain('demo         seeded')
      expect(await customersOf(third.addresses)).toEqual(before)
      expect([await paymentsOf(third.addresses), await payoutsOf(third.addresses)]).toEqual(shown)
    },
    SLOW_MS,
  )
})
