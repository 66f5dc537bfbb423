import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { RegionInfo } from 'aws-cdk-lib/region-info'
import { build } from 'esbuild'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleFunctions, type Bundles } from '../../infra/bundle.ts'
import { defaultEndpointResolver } from '../../infra/bundle/dynamodb-endpoint.ts'
import { kebab } from '../../infra/bundle/kebab.ts'
import { bundleGroups } from '../../infra/bundle/measure.ts'
import { trimming, trimmingNames, trimmingRules } from '../../infra/bundle/trimming.ts'
import { contract, operations } from '../../shared/contract/contract.ts'
import { gates } from '../../shared/declaration/gates.ts'
import { isHttp } from '../../shared/declaration/operation.ts'
import { en } from '../../shared/words/mails/en.ts'
import { ptBR as mails } from '../../shared/words/mails/pt-BR.ts'
import { ptBR } from '../../shared/words/problems/pt-BR.ts'

const root = join(import.meta.dirname, '..', '..')
const functions = join(root, '.build', 'functions')
const REFUSALS = ['problems-th', 'problems-pt-BR']
const MAILS = ['mails-en', 'mails-th', 'mails-pt-BR']
const SAID = [
  ptBR['defect.title'],
  ...[en, mails].map((catalogue) => catalogue['application-approved.subject']),
]
/** What a file of words exports, by the end of its name. */
const EXPORTS = { en: 'en', th: 'th', BR: 'ptBR' } as const

let bundles: Bundles
beforeAll(async () => {
  bundles = await bundleFunctions(contract)
}, 60_000)

describe('bundles', () => {
  it.each(operations.map(({ name }) => name))('%s is small', (name) => {
    const { carries, ...bytes } = bundles.measure(name)
    const most = bundleGroups[carries]
    expect(bytes.raw, `raw, ${carries}`).toBeLessThanOrEqual(most.raw)
    expect(bytes.gzip, `gzip, ${carries}`).toBeLessThanOrEqual(most.gzip)
  })

  it.each(operations.map(({ name }) => name))('%s has every file beside it that it asks for', (name) => {
    const folder = join(functions, name)
    const asked = [...readFileSync(join(folder, 'index.js'), 'utf8').matchAll(/require\("(\.\/[^"]+)"\)/g)]
    expect(asked.flatMap(([, file = '']) => (existsSync(join(folder, file)) ? [] : [file]))).toEqual([])
  })

  const GATE = /^shared\/declaration\/gates\/([\w-]+)\.ts$/
  const carriedGates = (name: string): string[] =>
    bundles.measure(name).sources.flatMap((source) => GATE.exec(source)?.[1] ?? [])

  it.each(operations)('$name carries the gates that it has, and no other', (operation) => {
    const expected = Object.entries(gates)
      .filter(([, gate]) => isHttp(operation) && gate.applies(operation.declaration))
      .map(([name]) => kebab(name))
    expect(carriedGates(operation.name).sort()).toEqual(expected.sort())
  })

  it.each(operations)('$name carries the table of mails only where it delivers them', (operation) => {
    const delivers = operation.declaration.needs?.includes('mail') ?? false
    const { sources } = bundles.measure(operation.name)
    expect(sources.includes('shared/notifications/mail-kind.ts')).toBe(delivers)
  })

  it.each(operations)('$name is primed only if it is asked over HTTP and has a table', (operation) => {
    const { sources } = bundles.measure(operation.name)
    const isAsked = isHttp(operation)
    expect(existsSync(join(functions, operation.name, 'primed.mjs'))).toBe(isAsked)
    expect(sources.includes('functions/edge/prime.ts')).toBe(
      isAsked && sources.includes('shared/table/dynamo-table.ts'),
    )
  })

  it.each(['startTrial', 'verifyDomain'])(
    '%s has the public suffix list as a file of its own, and not in its code',
    (name) => {
      expect(bundles.measure(name).carries).toBe('normal')
      const load = createRequire(join(functions, name, 'index.js'))
      expect(load('./domains-registrable-domain.js').trialDomain('shop.example.co.th')).toBe('example.co.th')
    },
  )

  it('are built again where they are not as they were, each alone, to the same bytes', async () => {
    const folder = join(functions, 'getHealth')
    const bytes = readFileSync(join(folder, 'index.js'))
    writeFileSync(join(folder, 'left-over.js'), '')
    const again = await bundleFunctions(contract)
    expect(existsSync(join(folder, 'left-over.js'))).toBe(false)
    expect(readFileSync(join(folder, 'index.js')).equals(bytes)).toBe(true)
    expect(again.measure('getHealth')).toEqual(bundles.measure('getHealth'))
  })

  it('name the file that a declared operation lacks', async () => {
    const [declared] = operations
    if (!declared) throw new Error('The contract is empty')
    await expect(bundleFunctions({ nowhere: { missingOperation: declared } })).rejects.toThrow(
      'The operation missingOperation is declared, but functions/nowhere/missing-operation.ts is missing',
    )
  })
})

describe('the languages of a bundle', () => {
  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s has those that it needs as files of their own, and none in its code',
    (name, operation) => {
      const folder = join(functions, name)
      const sendsMail = operation.declaration.needs?.includes('mail') ?? false
      const needed = [...(isHttp(operation) ? REFUSALS : []), ...(sendsMail ? MAILS : [])]
      expect([...REFUSALS, ...MAILS].filter((file) => existsSync(join(folder, `${file}.js`)))).toEqual(needed)
      const code = readFileSync(join(folder, 'index.js'), 'utf8')
      expect(SAID.filter((said) => code.includes(said))).toEqual([])
      const load = createRequire(join(folder, 'index.js'))
      for (const file of needed)
        expect(Object.keys(load(`./${file}.js`))).toEqual([
          Object.entries(EXPORTS).find(([end]) => file.endsWith(end))?.[1],
        ])
    },
  )
})

describe('a trimming rule', () => {
  it('makes the build fail where nothing is found to leave out', async () => {
    const { getHealth } = contract['api'] ?? {}
    if (!getHealth) throw new Error('There is no getHealth')
    await expect(bundleFunctions({ api: { getHealth } })).rejects.toThrow(
      /^infra\/bundle\/trimming\.ts finds nothing to leave out for: .*event streams/,
    )
  })

  it('is named while it has found nothing', async () => {
    const { plugin, unused } = trimming()
    await build({ stdin: { contents: 'export {}' }, write: false, plugins: [plugin] })
    expect(unused()).toEqual(trimmingNames)
  })

  it.each(Object.entries(trimmingRules))('finds nothing in a file without %s', (_name, { change }) => {
    expect(change('export default 1\n')).toBeUndefined()
  })
})

describe('the endpoint of DynamoDB in the bundles', () => {
  const { config } = new DynamoDBClient({ region: 'eu-west-1' })
  const bySdk = (parameters: { Region: string; Endpoint?: string }) => config.endpointProvider(parameters)

  const partitions = readFileSync(
    join(root, 'node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js'),
    'utf8',
  )
  const found = (pattern: RegExp): string[] =>
    [...partitions.matchAll(pattern)].map(([, matched = '']) => matched)

  it('is that of the SDK in every region of every partition that the SDK or the CDK knows', () => {
    const regions = new Set([
      ...RegionInfo.regions.map(({ name }) => name),
      ...found(/"([a-z]+(?:-[a-z]+)+-\d+)": \{/g),
    ])
    expect(regions.size).toBeGreaterThan(40)
    const hosts = [...regions].map((Region) => {
      const { url } = defaultEndpointResolver({ Region })
      expect(url, Region).toEqual(bySdk({ Region }).url)
      return url.host
    })
    const domains = found(/"dnsSuffix": "([^"]+)"/g)
    expect(domains.length).toBeGreaterThan(6)
    expect(domains.filter((domain) => !hosts.some((host) => host.endsWith(domain)))).toEqual([])
  })

  it('is neither that of FIPS nor that of both versions of IP, for which no stage asks', () => {
    const asked = readdirSync(join(root, 'infra'), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts'))
      .filter((file) =>
        /USE_FIPS|USE_DUALSTACK|useFips|useDualstack/i.test(readFileSync(join(root, 'infra', file), 'utf8')),
      )
    expect(asked).toEqual([])
  })

  it('is the one that is given, as with the SDK', () => {
    const parameters = { Region: 'eu-west-1', Endpoint: 'http://127.0.0.1:8000' }
    expect(defaultEndpointResolver(parameters)).toEqual(bySdk(parameters))
  })
})
