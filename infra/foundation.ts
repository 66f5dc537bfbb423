import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Bundles } from './bundle.ts'
import type { Mail } from './mail.ts'
import type { Parameters } from './parameters.ts'
import type { Stage } from './stages.ts'

/** What every function stands on, whichever area it belongs to. */
export interface Foundation {
  readonly stage: Stage
  readonly parameters: Parameters
  readonly table: TableV2
  readonly mail: Mail
  /** Signs the cursors of lists. */
  readonly cursorKey: Secret
  /** Takes what unattended functions could not handle. */
  readonly deadLetters: Queue
  /** The ARNs of the unattended functions, each added when it is made. */
  readonly unattended: string[]
  readonly bundles: Bundles
}
