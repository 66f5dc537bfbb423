import { CfnOutput, RemovalPolicy, Stack, type App } from 'aws-cdk-lib'
import { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Operation } from '../shared/declaration/operation.ts'
import { Api } from './api.ts'
import { acknowledge } from './acknowledgements.ts'
import { AreaStack } from './area-stack.ts'
import type { Areas, Bundles } from './bundle.ts'
import { Console } from './console.ts'
import { ConsoleFiles } from './console-files.ts'
import { deadLetterQueue } from './dead-letters.ts'
import type { Foundation } from './foundation.ts'
import { SignIn } from './identity.ts'
import { Mail } from './mail.ts'
import { declareParameters } from './parameters.ts'
import { hasOwnSignUp, type Stage } from './stages.ts'
import { programmeTable } from './table.ts'
import { Watch } from './watch.ts'

interface ProgrammeStackProps {
  readonly stage: Stage
  readonly areas: Areas
  readonly bundles: Bundles
  /** The built console. */
  readonly consoleFolder: string
}

const issuesTokens = ({ declaration }: Operation): boolean => declaration.on.kind === 'token-generation'

/** The programme in one account: a table, mail, sign-on, an API, the areas of operations on them, and the web console. */
export class ProgrammeStack extends Stack {
  constructor(app: App, id: string, { stage, areas, bundles, consoleFolder }: ProgrammeStackProps) {
    super(app, id, {
      description: `Workplace Partner Programme, ${stage.name}`,
      terminationProtection: stage.deletionProtection,
    })
    const parameters = declareParameters(this, stage)
    const api = new Api(this, stage)
    const site = new Console(this, api, parameters)
    const foundation: Foundation = {
      stage,
      parameters,
      consoleUrl: site.url,
      bundles,
      deadLetters: deadLetterQueue(this),
      schedules: new ScheduleGroup(this, 'Schedules', { removalPolicy: RemovalPolicy.DESTROY }),
      unattended: [],
      table: programmeTable(this, stage),
      mail: new Mail(this, stage, parameters.MailSender),
      cursorKey: new Secret(this, 'CursorKey', {
        description: 'Seals the cursors of lists',
        generateSecretString: { passwordLength: 64, excludePunctuation: true },
        removalPolicy: stage.removal,
      }),
    }
    const inStage = ({ declaration }: Operation): boolean => stage.hasClock || !declaration.onlyWithClock
    const served = Object.entries(areas).map(([area, operations]) => ({
      area,
      operations: Object.values(operations).filter(inStage),
    }))
    const signIn = new SignIn(
      this,
      served.flatMap(({ operations }) => operations).filter(issuesTokens),
      foundation,
    )
    api.trust(signIn)
    new ConsoleFiles(this, consoleFolder, { stage, site, signIn })
    const stacks = served
      .map(({ area, operations }) => ({
        area,
        operations: operations.filter((operation) => !issuesTokens(operation)),
      }))
      .filter(({ operations }) => operations.length > 0)
      .map(({ area, operations }) => new AreaStack(this, area, operations, api, foundation))

    const functions = stacks.flatMap((area) => area.functions)
    api.throttle(stacks, functions)
    const { deadLetters, schedules } = foundation
    new Watch(this, { stage, api, functions, schedules, deadLetters }, parameters.AlarmEmail)
    const output = (name: string, value: string, description: string) =>
      new CfnOutput(this, name, { value, description })
    output('ConsoleAddress', site.url, 'The web console, which sign-in and sign-out return to')
    output(
      'ConsoleDomain',
      site.domainName,
      'The name of the distribution, for a CNAME record of the host of ConsoleUrl',
    )
    output('ApiUrl', api.url, 'The API; its routes begin with /v1')
    output('TableName', foundation.table.tableName, 'The table')
    output('UserPoolId', signIn.poolId, 'The user pool whose access tokens the API trusts')
    output('ConsoleClientId', signIn.consoleClientId, 'The public client of the console')
    output('SignInDomain', signIn.domainUrl, 'Where people sign in')
    if (!hasOwnSignUp(stage))
      output(
        'VendorRedirectUrl',
        `${signIn.domainUrl}/oauth2/idpresponse`,
        'The redirect address to register with the vendor',
      )
    for (const { output: record, type, name, value } of foundation.mail.records) {
      output(`Mail${record}Name`, name, `Name of a ${type} record that mail needs`)
      output(`Mail${record}Value`, value, 'Value of that record')
    }
    output(
      'DeadLettersUrl',
      deadLetters.queueUrl,
      'The queue of events on their way to the list of failed events',
    )
    acknowledge(this, { table: foundation.table, console: site.within, files: site.bucket })
  }
}
