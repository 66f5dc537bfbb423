import * as z from 'zod'
import type { Resource } from './stacks.ts'

/** An EventBridge Scheduler schedule. */
export interface Schedule {
  readonly name: string
  readonly arn: string
  /** `rate(…)` or `cron(…)`. */
  readonly expression: string
  readonly timezone: string
  readonly functionName: string
  readonly input?: string
}

/** A function that reads a table's stream. */
export interface StreamReader {
  readonly id: string
  readonly functionName: string
  readonly streamArn: string
  readonly batchSize: number
  /** A record passes when any of these event patterns fits it, or when there is none. */
  readonly filters: readonly unknown[]
  readonly bisects: boolean
  /** −1 retries until it works. */
  readonly maximumRetries: number
  readonly maximumAgeSeconds: number
  readonly reportsItemFailures: boolean
  readonly onFailure?: string
}

/** An EventBridge rule and one of its targets. */
export interface EventRule {
  readonly name: string
  readonly pattern: unknown
  readonly functionName: string
  readonly input?: string
}

const ScheduleProperties = z.object({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().default('UTC'),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Target: z.object({ Arn: z.string(), Input: z.string().optional() }),
})
const EventSourceMapping = z.object({
  EventSourceArn: z.string(),
  FunctionName: z.string(),
  Enabled: z.coerce.boolean().default(true),
  BatchSize: z.coerce.number().default(100),
  BisectBatchOnFunctionError: z.coerce.boolean().default(false),
  MaximumRetryAttempts: z.coerce.number().default(-1),
  MaximumRecordAgeInSeconds: z.coerce.number().default(-1),
  FunctionResponseTypes: z.array(z.string()).default([]),
  FilterCriteria: z.object({ Filters: z.array(z.object({ Pattern: z.string() })) }).optional(),
  DestinationConfig: z.object({ OnFailure: z.object({ Destination: z.string() }).optional() }).optional(),
})
const Rule = z.object({
  EventPattern: z.unknown().optional(),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  Targets: z
    .array(
      z.looseObject({
        Arn: z.string(),
        Input: z.string().optional(),
        InputTransformer: z.undefined().optional(),
        InputPath: z.undefined().optional(),
      }),
    )
    .default([]),
})
const UserPool = z.object({
  LambdaConfig: z
    .object({
      PreTokenGenerationConfig: z.object({ LambdaArn: z.string(), LambdaVersion: z.string() }).optional(),
    })
    .optional(),
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

const isFunction = (arn: string): boolean => arn.startsWith('arn:aws:lambda:')

/** The enabled schedules that invoke a function. */
export const schedulesOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): readonly Schedule[] =>
  ofType(resources, 'AWS::Scheduler::Schedule', ScheduleProperties)
    .filter(({ properties: { State, Target } }) => State === 'ENABLED' && isFunction(Target.Arn))
    .map(({ resource, properties }) => ({
      name: resource.id,
      arn: resource.arn,
      expression: properties.ScheduleExpression,
      timezone: properties.ScheduleExpressionTimezone,
      functionName: functionNamed(properties.Target.Arn),
      ...given('input', properties.Target.Input),
    }))

/** The enabled event source mappings on table streams. */
export const streamReadersOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): readonly StreamReader[] =>
  ofType(resources, 'AWS::Lambda::EventSourceMapping', EventSourceMapping)
    .filter(({ properties: { Enabled, EventSourceArn } }) => Enabled && EventSourceArn.includes(':dynamodb:'))
    .map(({ resource, properties }) => ({
      id: resource.id,
      functionName: functionNamed(properties.FunctionName),
      streamArn: properties.EventSourceArn,
      batchSize: properties.BatchSize,
      filters: (properties.FilterCriteria?.Filters ?? []).map(({ Pattern }): unknown => JSON.parse(Pattern)),
      bisects: properties.BisectBatchOnFunctionError,
      maximumRetries: properties.MaximumRetryAttempts,
      maximumAgeSeconds: properties.MaximumRecordAgeInSeconds,
      reportsItemFailures: properties.FunctionResponseTypes.includes('ReportBatchItemFailures'),
      ...given('onFailure', properties.DestinationConfig?.OnFailure?.Destination),
    }))

/** The functions that take messages of queues. */
export const queueReadersOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): readonly string[] =>
  ofType(resources, 'AWS::Lambda::EventSourceMapping', EventSourceMapping)
    .filter(({ properties: { Enabled, EventSourceArn } }) => Enabled && EventSourceArn.includes(':sqs:'))
    .map(({ properties }) => functionNamed(properties.FunctionName))

/** The enabled rules that hand events to a function. */
export const eventRulesOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): readonly EventRule[] =>
  ofType(resources, 'AWS::Events::Rule', Rule)
    .filter(({ properties: { State, EventPattern } }) => State === 'ENABLED' && EventPattern !== undefined)
    .flatMap(({ resource, properties: { EventPattern: pattern, Targets } }) =>
      Targets.filter(({ Arn }) => isFunction(Arn)).map(({ Arn, Input }) => ({
        name: resource.id,
        pattern,
        functionName: functionNamed(Arn),
        ...given('input', Input),
      })),
    )

/** The function that a user pool runs before it issues a token, by its V2 event. */
export const tokenGenerationOf = (
  resources: readonly Resource[],
  functionNamed: FunctionNamed,
): string | undefined => {
  const [arn] = ofType(resources, 'AWS::Cognito::UserPool', UserPool).flatMap(
    ({ properties }) => properties.LambdaConfig?.PreTokenGenerationConfig?.LambdaArn ?? [],
  )
  return arn === undefined ? undefined : functionNamed(arn)
}
