import { mkdtempSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build, type Plugin } from 'esbuild'
import { beforeAll, describe, expect, it, vi } from 'vitest'
import { functionBuild } from '../../infra/bundle/function-build.ts'
import { lazyModules } from '../../infra/bundle/lazy-modules.ts'
import { trimming } from '../../infra/bundle/trimming.ts'
import { addCustomer, listConsoleCustomers } from '../../shared/customers/contract.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call, type Handler } from '../support/describe/call.ts'
import { useTestTable } from '../support/table/test-table.ts'

const FUNCTIONS = [
  'customers/add-customer',
  'customers/list-console-customers',
  'trials/extend-trial',
] as const
type FunctionName = (typeof FUNCTIONS)[number]

/** Members that the newer build adds to schemas, each behind a text of their source. */
const ADDED = [
  {
    file: /shared[\\/]customers[\\/]customer\.ts$/,
    behind: 'export const Customer = z.object({',
    member: 'segment',
  },
  {
    file: /shared[\\/]customers[\\/]customer\.ts$/,
    behind: '.strictObject({ firstName: z.string(),',
    member: 'salutation',
  },
  { file: /shared[\\/]trials[\\/]trial\.ts$/, behind: 'export const Trial = z.object({', member: 'campaign' },
]

const newerSchemas: Plugin = {
  name: 'newer-schemas',
  setup: ({ onLoad }) =>
    onLoad({ filter: /shared[\\/](customers[\\/]customer|trials[\\/]trial)\.ts$/ }, ({ path }) => {
      let contents = readFileSync(path, 'utf8')
      for (const { behind, member } of ADDED.filter((added) => added.file.test(path))) {
        if (!contents.includes(behind)) throw new Error(`${path} has no "${behind}"`)
        contents = contents.replace(behind, `${behind} ${member}: z.string().default('newer ${member}'),`)
      }
      return { contents, loader: 'ts' }
    }),
}

/** The functions as they are deployed, built from the sources as they are or with newer schemas. */
const built = async (plugins: Plugin[]): Promise<(name: FunctionName) => Handler> => {
  const outdir = mkdtempSync(join(tmpdir(), 'build-'))
  const settings = functionBuild(
    FUNCTIONS.map((name) => ({ in: `functions/${name}.ts`, out: name })),
    [...plugins, lazyModules(() => undefined), trimming().plugin],
  )
  await build({ ...settings, outdir, write: true })
  const require = createRequire(import.meta.url)
  return (name) => require(join(outdir, `${name}.js`)).handler
}

describe('while a deploy runs', () => {
  const table = useTestTable()
  let older: (name: FunctionName) => Handler
  let newer: (name: FunctionName) => Handler
  beforeAll(async () => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
    ;[older, newer] = await Promise.all([built([]), built([newerSchemas])])
  })

  it('an older function keeps what a newer one wrote, and shows nothing of it', async () => {
    const { admin } = await arrange.partner()
    const input = {
      domain: 'two-builds.co.th',
      organizationName: 'Two Builds',
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: arrange.somebody('super-admin').email },
      country: 'TH',
      language: 'en',
      trial: { plan: 'professional', licences: 5 },
    }
    const added = await call(addCustomer, newer('customers/add-customer'), admin, input)
    expect(added.status).toBe(201)
    const customerId = CustomerId.parse(added.body['customerId'])
    const customer = async () =>
      (await table.items()).find(({ pk, sk }) => pk === `CUSTOMER#${customerId}` && sk === 'CUSTOMER')
    const newerMembers = {
      segment: 'newer segment',
      superAdmin: { salutation: 'newer salutation' },
      trial: { campaign: 'newer campaign' },
    }
    expect(await customer()).toMatchObject({ ...newerMembers, version: 1 })

    const extended = await call(
      extendTrial,
      older('trials/extend-trial'),
      admin,
      { customerId },
      { idempotencyKey: 'older' },
    )
    expect(extended.status).toBe(200)
    expect(await customer()).toMatchObject({
      ...newerMembers,
      trial: { endsAt: extended.body['endsAt'] },
      version: 2,
    })

    const listed = await call(listConsoleCustomers, older('customers/list-console-customers'), admin, {})
    expect(listed.status).toBe(200)
    expect(listed.text).toContain(customerId)
    expect(`${extended.text} ${listed.text}`).not.toContain('newer')
    const audited = (await table.items()).filter(({ pk }) => pk.startsWith('AUDIT#'))
    expect(JSON.stringify(audited)).not.toContain('newer')
  })
})
