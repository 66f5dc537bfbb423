import type { App } from 'aws-cdk-lib'
import { bundleFunctions, type Areas } from './bundle.ts'
import { buildConsole } from './bundle/console.ts'
import type { Choices } from './choices.ts'

interface ProgrammeAppProps {
  readonly areas: Areas
  /** By default the context of the command line. */
  readonly choices?: Choices
  /** By default the folder that the command line sets. */
  readonly outdir?: string
  /** In place of the context of the command line. */
  readonly context?: Readonly<Record<string, unknown>>
  /** Whether the templates are checked, by a WebAssembly program that takes as long as all else; true by default. */
  readonly isValidated?: boolean
}

/** The whole programme of one stage, with its functions and its console built, ready to be synthesized. */
export const programmeApp = async (props: ProgrammeAppProps): Promise<App> => {
  const { areas, choices, outdir, context, isValidated = true } = props
  const building = Promise.all([buildConsole(), bundleFunctions(areas)])
  // The CDK is loaded while Vite and esbuild work.
  const { App } = await import('aws-cdk-lib')
  const { choicesOf, stageOf } = await import('./choices.ts')
  const { ProgrammeStack } = await import('./programme-stack.ts')
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: isValidated,
    ...(outdir === undefined ? {} : { outdir }),
    ...(context === undefined ? {} : { context }),
  })
  const stage = stageOf(choices ?? choicesOf(app.node))
  const [consoleFolder, bundles] = await building
  new ProgrammeStack(app, `WorkplacePartnerProgramme-${stage.name}`, {
    stage,
    areas,
    bundles,
    consoleFolder,
  })
  return app
}
