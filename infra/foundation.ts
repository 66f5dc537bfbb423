import type { TableV2 } from 'aws-cdk-lib/aws-dynamodb'
import type { ScheduleGroup } from 'aws-cdk-lib/aws-scheduler'
import type { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { Bundles } from './bundle.ts'
import type { Mail } from './mail.ts'
import type { Parameters } from './parameters.ts'
import type { Stage } from './stages.ts'

/** The resources that the functions of all areas share. */
export interface Foundation {
  readonly stage: Stage
  readonly parameters: Parameters
  /** The root of the web console. */
  readonly consoleUrl: string
  readonly table: TableV2
  readonly mail: Mail
  /** Seals the cursors of lists. */
  readonly cursorKey: Secret
  /** The group of the stage's schedules, so that an alarm can watch them alone. */
  readonly schedules: ScheduleGroup
  /** The queue for events that unattended functions could not handle. */
  readonly deadLetters: Queue
  /** The ARNs of the unattended functions; each function adds its own. */
  readonly unattended: string[]
  readonly bundles: Bundles
}
