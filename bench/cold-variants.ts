import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { build } from 'esbuild'
import * as z from 'zod'
import { bundleFunctions, functionBuild } from '../infra/bundle.ts'
import { lazyModules } from '../infra/bundle/lazy-modules.ts'
import { trimming } from '../infra/bundle/trimming.ts'
import { ROOT } from '../local/state.ts'
import { contract } from '../shared/contract/contract.ts'
import { eventOf } from './event.ts'
import { addingEvent, addTrialCustomer, CALLER, type Scene } from './scene.ts'

const COLD = join(import.meta.dirname, 'cold')

const Told = z.object({
  statusCode: z.number().max(299),
  milliseconds: z.object({ load: z.number(), firstCall: z.number() }),
  builtins: z.array(z.string()),
})

/** A function that can be started cold, each time with an event that it has not had. */
export interface ColdVariant {
  readonly name: string
  readonly bundle: string
  readonly event: () => Promise<object>
}

const BUILT = join(ROOT, '.build', 'bench')

/** The code of a function as it is deployed. */
export const deployed = (name: string): string => join(ROOT, '.build', 'functions', name, 'index.js')

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

/** Builds parts of functions as functions are built; returns the path of each. */
const buildParts = async (names: readonly string[]): Promise<(name: string) => string> => {
  const entryPoints = names.map((name) => ({ in: join(COLD, `${name}.ts`), out: name }))
  await build({
    ...functionBuild(entryPoints, [trimming().plugin]),
    outdir: BUILT,
    write: true,
    outExtension: { '.js': '.cjs' },
  })
  return (name) => join(BUILT, `${name}.cjs`)
}

let extensions = 0

/** The bare handler, the floor, what the two heaviest packages take by themselves, and the two functions that stand for the others. */
export const coldVariants = async () => {
  await bundleFunctions(contract)
  const pathOf = await buildParts(['client', 'schemas'])
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
      name: 'extendTrial',
      bundle: deployed('extendTrial'),
      event: async () =>
        eventOf(CALLER, {
          pathParameters: { customerId: await addTrialCustomer() },
          body: {},
          idempotencyKey: `bench-${(extensions += 1)}`,
        }),
    },
    addCustomer: {
      name: 'addCustomer (with the public suffix list)',
      bundle: deployed('addCustomer'),
      event: async () => addingEvent(),
    },
  } as const satisfies Record<string, ColdVariant>
}

/** Starts a variant in a process of its own and tells what it told, with the whole process's milliseconds. */
export const startCold = async (
  { bundle, event }: ColdVariant,
  { environment }: Scene,
  command: readonly string[] = [process.execPath],
) => {
  const given = JSON.stringify(await event())
  const [program = '', ...leading] = command
  const begun = performance.now()
  const child = spawn(program, [...leading, join(COLD, 'invoke.cjs'), bundle, given], {
    env: { ...environment, TZ: 'UTC' },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const said = text(child.stdout)
  await once(child, 'exit')
  const processMilliseconds = performance.now() - begun
  return { ...Told.parse(JSON.parse(await said)), processMilliseconds }
}
