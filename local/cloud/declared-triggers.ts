import * as z from 'zod'
import { EventPattern } from './event-pattern.ts'
import { scheduleArn } from './resource-names.ts'
import type { Resource } from './stacks.ts'

/** An EventBridge Scheduler schedule. */
export interface Schedule {
  readonly arn: string
  /** Such as `rate(5 minutes)`. */
  readonly expression: string
  readonly functionName: string
  readonly input?: string
}

/** A function that reads a table's stream. */
export interface StreamReader {
  readonly id: string
  readonly functionName: string
  readonly streamArn: string
  readonly batchSize: number
  /** A record passes when it fits one of these, or when there are none. */
  readonly filters: readonly EventPattern[]
  readonly bisects: boolean
  /** −1 retries until the function succeeds. */
  readonly maximumRetries: number
  readonly reportsItemFailures: boolean
  readonly onFailure?: string
}

/** An EventBridge rule and one of its targets. */
export interface EventRule {
  readonly pattern: EventPattern
  readonly functionName: string
}

const ScheduleProperties = z.object({
  GroupName: z.string().default('default'),
  ScheduleExpression: z.string().regex(/^rate\(\d+ (minute|hour|day)s?\)$/),
  State: z.literal('ENABLED').optional(),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
})
const EventSourceMapping = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.literal(true).optional(),
  BatchSize: z.coerce.number().default(100),
  BisectBatchOnFunctionError: z.coerce.boolean().default(false),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  MaximumRecordAgeInSeconds: z.undefined().optional(),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
})
const Rule = z.object({
  EventPattern,
  State: z.literal('ENABLED').optional(),
  Targets: z.array(
    z.object({
      Arn: z.string(),
      Input: z.undefined().optional(),
      InputTransformer: z.undefined().optional(),
      InputPath: z.undefined().optional(),
    }),
  ),
})

const given = <K extends string>(
  key: K,
  value: string | undefined,
): { readonly [P in K]?: string } | object => (value === undefined ? {} : { [key]: value })

const ofType = <S extends z.ZodType>(resources: readonly Resource[], type: string, schema: S) =>
  resources
    .filter((resource) => resource.type === type)
    .map((resource) => ({ resource, properties: schema.parse(resource.properties) }))

type FunctionNamed = (arn: string) => string

/** The schedules that the stack declares. */
export const schedulesOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): readonly Schedule[] =>
  ofType(resources, 'AWS::Scheduler::Schedule', ScheduleProperties).map(({ resource, properties }) => ({
    arn: scheduleArn(properties.GroupName, resource.name),
    expression: properties.ScheduleExpression,
    functionName: functionNamed(properties.Target.Arn),
    ...given('input', properties.Target.Input),
  }))

/** The readers of table streams that the stack declares. */
export const streamReadersOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): readonly StreamReader[] =>
  ofType(resources, 'AWS::Lambda::EventSourceMapping', EventSourceMapping)
    .filter(({ properties: { EventSourceArn } }) => EventSourceArn.includes(':dynamodb:'))
    .map(({ resource, properties }) => ({
      id: resource.name,
      functionName: functionNamed(properties.FunctionName),
      streamArn: properties.EventSourceArn,
      batchSize: properties.BatchSize,
      filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }) =>
        EventPattern.parse(JSON.parse(Pattern)),
      ),
      bisects: properties.BisectBatchOnFunctionError,
      maximumRetries: properties.MaximumRetryAttempts,
      reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      ...given('onFailure', properties.DestinationConfig?.OnFailure?.Destination),
    }))

/** The functions that read queues. */
export const queueReadersOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): readonly string[] =>
  ofType(resources, 'AWS::Lambda::EventSourceMapping', EventSourceMapping)
    .filter(({ properties: { EventSourceArn } }) => EventSourceArn.includes(':sqs:'))
    .map(({ properties }) => functionNamed(properties.FunctionName))

/** The rules that send events to a function. */
export const eventRulesOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): readonly EventRule[] =>
  ofType(resources, 'AWS::Events::Rule', Rule).flatMap(({ properties: { EventPattern: pattern, Targets } }) =>
    Targets.map(({ Arn }) => ({ pattern, functionName: functionNamed(Arn) })),
  )
