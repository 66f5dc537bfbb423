import { App } from 'aws-cdk-lib'
import { bundleFunctions, type Areas } from './bundle.ts'
import { choicesOf, stageOf, type Choices } from './choices.ts'
import { ProgrammeStack } from './programme-stack.ts'

interface ProgrammeAppProps {
  readonly areas: Areas
  /** By default the context of the command line. */
  readonly choices?: Choices
  /** By default the folder that the command line sets. */
  readonly outdir?: string
}

/** The whole programme of one stage, with its functions built, ready to be synthesized. */
export const programmeApp = async ({ areas, choices, outdir }: ProgrammeAppProps): Promise<App> => {
  const app = new App({ analyticsReporting: false, ...(outdir === undefined ? {} : { outdir }) })
  const stage = stageOf(choices ?? choicesOf(app.node))
  const bundles = await bundleFunctions(areas)
  new ProgrammeStack(app, `WorkplacePartnerProgramme-${stage.name}`, { stage, areas, bundles })
  return app
}
