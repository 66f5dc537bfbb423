import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build, type Plugin } from 'esbuild'
import * as z from 'zod'
import { bundleFunctions, entryOf } from '../infra/bundle.ts'
import { functionBuild } from '../infra/bundle/function-build.ts'
import { lazyModules } from '../infra/bundle/lazy-modules.ts'
import { trimming } from '../infra/bundle/trimming.ts'
import { ROOT } from '../local/state.ts'
import { contract, operations } from '../shared/contract/contract.ts'
import { eventOf } from './event.ts'
import { addingEvent, addTrialCustomer, CALLER, type Scene } from './scene.ts'

const COLD = join(import.meta.dirname, 'cold')

const Took = z.object({ milliseconds: z.number(), cpu: z.number() })
const Told = z.object({
  statusCode: z.number().max(299),
  /** From the start of the process until the function was ready. */
  readyMilliseconds: z.number(),
  load: Took,
  calls: z.tuple([Took], Took),
  builtins: z.array(z.string()),
})

/** A function that can be started cold, each time with an event that it has not had. */
export interface ColdVariant {
  readonly name: string
  readonly bundle: string
  readonly event: () => Promise<object>
}

const BUILT = join(ROOT, '.build', 'bench')

/** What Lambda loads of a function as it is deployed. */
export const deployed = (name: string): string => {
  const operation = operations.find((one) => one.name === name)
  if (!operation) throw new Error(`There is no operation ${name}`)
  return entryOf(operation)
}

/** The same function without its priming. */
export const notPrimed = (name: string): string => join(dirname(deployed(name)), 'index.js')

/** Builds a function as it is deployed, except that it is not minified; returns its path. */
export const readable = async (source: string, name: string): Promise<string> => {
  await build({
    ...functionBuild([{ in: source, out: name }], [lazyModules(() => undefined), trimming().plugin]),
    minify: false,
    outdir: BUILT,
    write: true,
    outExtension: { '.js': '.cjs' },
  })
  return join(BUILT, `${name}.cjs`)
}

/** Builds parts of functions with some plugins; returns the path of each. */
const buildParts = async (
  names: readonly string[],
  plugins: readonly Plugin[],
  outdir = BUILT,
): Promise<(name: string) => string> => {
  const entryPoints = names.map((name) => ({ in: join(COLD, `${name}.ts`), out: name }))
  await build({
    ...functionBuild(entryPoints, plugins),
    outdir,
    write: true,
    outExtension: { '.js': '.cjs' },
  })
  return (name) => join(outdir, `${name}.cjs`)
}

/** Builds the SDK's client as it is published, with nothing left out; returns its path. */
export const publishedClient = async (): Promise<string> =>
  (await buildParts(['client'], [], join(BUILT, 'published')))('client')

let extensions = 0

/** The events of the functions that are called cold, each one that nobody has sent before. */
export const coldEvents = {
  extendTrial: async (): Promise<object> =>
    eventOf(CALLER, {
      pathParameters: { customerId: await addTrialCustomer() },
      body: {},
      idempotencyKey: `bench-${(extensions += 1)}`,
    }),
  getConsoleCustomer: async (): Promise<object> =>
    eventOf(CALLER, { pathParameters: { customerId: await addTrialCustomer() } }),
  addCustomer: async (): Promise<object> => addingEvent(),
} as const

/** The bare handler, the floor, what the two heaviest packages take by themselves, and the two functions that stand for the others. */
export const coldVariants = async () => {
  await bundleFunctions(contract)
  const pathOf = await buildParts(['client', 'schemas'], [trimming().plugin])
  const nothing = async (): Promise<object> => ({})
  return {
    bare: { name: 'bare handler', bundle: join(COLD, 'bare.cjs'), event: nothing },
    floor: { name: 'floor: `https`, `crypto`, one request', bundle: join(COLD, 'floor.cjs'), event: nothing },
    client: {
      name: "the SDK's client alone: one read, one commit",
      bundle: pathOf('client'),
      event: nothing,
    },
    schemas: { name: 'zod and the schemas of extendTrial alone', bundle: pathOf('schemas'), event: nothing },
    extendTrial: {
      name: 'extendTrial, not primed',
      bundle: notPrimed('extendTrial'),
      event: coldEvents.extendTrial,
    },
    addCustomer: {
      name: 'addCustomer (with the public suffix list), not primed',
      bundle: notPrimed('addCustomer'),
      event: coldEvents.addCustomer,
    },
  } as const satisfies Record<string, ColdVariant>
}

/** How a cold start is run. */
interface Started {
  readonly environment: Scene['environment']
  readonly bundle: string
  /** One for each call. */
  readonly events: readonly object[]
  readonly command?: readonly string[]
  /** Told the process between its initialization and its first call, as Lambda stops it there. */
  readonly held?: (processId: number) => void
}

/** Starts a function in a process of its own and tells what it told, with the whole process's milliseconds. */
export const start = async ({
  environment,
  bundle,
  events,
  command: [program, ...leading] = [process.execPath],
  held,
}: Started) => {
  const given = [join(COLD, 'invoke.cjs'), bundle, JSON.stringify(events), ...(held ? ['held'] : [])]
  const begun = performance.now()
  const child = spawn(program ?? '', [...leading, ...given], {
    env: { ...environment, TZ: 'UTC' },
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const exit = once(child, 'exit')
  if (held && child.pid !== undefined) {
    await Promise.race([once(child.stdout, 'readable'), exit])
    held(child.pid)
    child.stdin.write('.')
  }
  const said = text(child.stdout)
  await exit
  const processMilliseconds = performance.now() - begun
  return { ...Told.parse(JSON.parse(await said)), processMilliseconds }
}

/** Starts a variant for one call. */
export const startCold = async (
  { bundle, event }: ColdVariant,
  { environment }: Scene,
  command: readonly string[] = [process.execPath],
) => start({ environment, bundle, events: [await event()], command })
