import { App } from 'aws-cdk-lib'
import { bundleFunctions, type Areas } from './bundle.ts'
import { ProgrammeStack } from './programme-stack.ts'
import { stageNamed } from './stages.ts'

interface ProgrammeAppProps {
  readonly areas: Areas
  /** By default the context `stage` of the command line, else `dev`. */
  readonly stageName?: string
  /** By default the folder that the command line sets. */
  readonly outdir?: string
}

/** The whole programme of one stage, with its functions built, ready to be synthesized. */
export const programmeApp = async ({ areas, stageName, outdir }: ProgrammeAppProps): Promise<App> => {
  const app = new App({ analyticsReporting: false, ...(outdir === undefined ? {} : { outdir }) })
  const stage = stageNamed(stageName ?? String(app.node.tryGetContext('stage') ?? 'dev'))
  const bundles = await bundleFunctions(areas)
  new ProgrammeStack(app, `WorkplacePartnerProgramme-${stage.name}`, { stage, areas, bundles })
  return app
}
