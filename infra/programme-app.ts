import { App } from 'aws-cdk-lib'
import { bundleFunctions, type Areas } from './bundle.ts'
import { buildConsole } from './bundle/console.ts'
import { choicesOf, stageOf, type Choices } from './choices.ts'
import { ProgrammeStack } from './programme-stack.ts'

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
  const app = new App({
    analyticsReporting: false,
    builtinCloudFormationValidation: isValidated,
    ...(outdir === undefined ? {} : { outdir }),
    ...(context === undefined ? {} : { context }),
  })
  const stage = stageOf(choices ?? choicesOf(app.node))
  const [bundles, consoleFolder] = await Promise.all([bundleFunctions(areas), buildConsole()])
  new ProgrammeStack(app, `WorkplacePartnerProgramme-${stage.name}`, {
    stage,
    areas,
    bundles,
    consoleFolder,
  })
  return app
}
