import './compile-cache.ts'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { ROOT } from './state.ts'
import { SYNTHESIZED } from './synthesized.ts'

/** What the CDK's command line adds to the context of `cdk.json`. */
const OF_COMMAND_LINE = {
  'aws:cdk:enable-path-metadata': true,
  'aws:cdk:enable-asset-metadata': true,
  'aws:cdk:disable-version-reporting': true,
  'aws:cdk:bundling-stacks': ['**'],
}

const Settings = z.object({ context: z.record(z.string(), z.unknown()) })
const { context } = Settings.parse(JSON.parse(readFileSync(join(ROOT, 'cdk.json'), 'utf8')))
const [, , outdir = ''] = process.argv

const { contract } = await import('../shared/contract/contract.ts')
const { programmeApp } = await import('../infra/programme-app.ts')
const app = await programmeApp({
  areas: contract,
  outdir,
  context: { ...OF_COMMAND_LINE, ...context },
  isValidated: false,
})
app.synth()
// What follows is Node's, which keeps what it has compiled.
process.send?.(SYNTHESIZED)
