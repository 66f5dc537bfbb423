import { randomUUID } from 'node:crypto'
import type { ReservedPort } from '../loopback.ts'
import { type Api, type BeforeAnswer, startApi } from './api.ts'
import type { Assembly } from './assembly.ts'
import { startAwsProxy } from './aws-proxy.ts'
import { openDeadLetters } from './dead-letters.ts'
import { fitsPattern } from './event-pattern.ts'
import { startFunctions } from './functions.ts'
import { jwtAuthorization } from './jwt.ts'
import type { Log } from './instance.ts'
import { ACCOUNT, REGION } from './resource-names.ts'
import { startSchedules } from './schedules.ts'
import { type SignOn, openSite } from './site.ts'
import { startStreams } from './streams.ts'
import { createTables } from './tables.ts'
import { startExpiry } from './ttl.ts'

export interface CloudOptions {
  /** What is run. */
  readonly assembly: Assembly
  /** Environment variables that every function gets besides those of the template. */
  readonly environment: Readonly<Record<string, string>>
  /** The endpoints of DynamoDB and SES. */
  readonly dynamodb: string
  readonly ses: string
  /** The issuer whose tokens the API accepts, instead of the declared one. */
  readonly issuer: string
  /** What the site's pages are told of that issuer. */
  readonly signOn: SignOn
  /** The audience that those tokens must have; by default the declared one. */
  readonly audience?: string
  /** The port of the API. */
  readonly port: ReservedPort
  readonly stateDir: string
  readonly log: Log
  /** What is done between the end of a function of the API and its answer, which waits for it. */
  readonly beforeAnswer?: BeforeAnswer
  /** Whether timers run the schedules and delete expired items; true by default. */
  readonly timers?: boolean
}

export interface Cloud {
  /** The address of the API, and of the proxy in front of the AWS services. */
  readonly api: string
  readonly proxy: string
  readonly assembly: Assembly
  /** Runs a function by its name and gives its answer; throws `FunctionFailed`. */
  invoke(name: string, event: unknown): Promise<unknown>
  /** Sends an EventBridge event to the functions of the rules that it fits; resolves once they have handled it. */
  deliver(event: object): Promise<void>
  /** Runs every schedule once, now, or those of some functions, and waits for them. */
  runSchedules(functionNames?: readonly string[]): Promise<void>
  /** How many times functions have written to tables. */
  writes(): number
  /** Resolves once all records of streams and all asynchronous events are handled, with everything that follows from them. */
  drain(): Promise<void>
  stop(): Promise<void>
}

const LAPTOP = 'laptop'

/** Runs a synthesized assembly on this machine, with the given DynamoDB, SES and issuer. */
export const startCloud = async (options: CloudOptions): Promise<Cloud> => {
  const {
    assembly,
    dynamodb,
    ses,
    issuer,
    signOn,
    audience,
    port,
    stateDir,
    log,
    environment,
    beforeAnswer,
    timers = true,
  } = options
  const report = (message: string): void => log(LAPTOP, message)
  const [declaredApi, ...others] = assembly.apis
  if (declaredApi === undefined || others.length > 0)
    throw new Error(`The assembly must have one HTTP API; it has ${assembly.apis.length}.`)

  const stops: (() => Promise<void> | void)[] = []
  const stop = async (): Promise<void> => {
    for (const end of stops.splice(0).reverse()) await end()
  }
  try {
    await createTables(dynamodb, assembly.tables)
    const deadLetters = openDeadLetters(stateDir)
    const proxy = await startAwsProxy({
      dynamodb,
      ses,
      tables: assembly.tables,
      statements: new Map(
        assembly.functions.map(({ functionName, statements }) => [functionName, statements]),
      ),
      invoke: (name, event) => functions.invokeAsync(name, event),
    })
    stops.push(() => proxy.stop())
    const functions = startFunctions({ assembly, proxy: proxy.url, environment, deadLetters, log })
    const { invoke, invokeAsync } = functions
    for (const taker of assembly.queueReaders) deadLetters.deliverTo(taker, invokeAsync)
    const streams = startStreams({ assembly, dynamodb, stateDir, invoke, deadLetters, report })
    stops.push(async () => {
      // Does not wait for the current batch: it is read again at the next start.
      const streamsEnded = streams.stop()
      await functions.stop()
      await streamsEnded
    })
    const schedules = startSchedules({ schedules: assembly.schedules, invokeAsync, timers })
    stops.push(() => schedules.stop())
    if (timers) stops.push(startExpiry(dynamodb, assembly.tables, report))
    await port.release()
    const api: Api = await startApi({
      api: declaredApi,
      authorize: jwtAuthorization(issuer, audience),
      port: port.port,
      invoke,
      ...(assembly.site === undefined ? {} : { site: openSite(assembly.site, signOn) }),
      beforeAnswer,
    })
    stops.push(() => api.stop())

    return {
      api: api.url,
      proxy: proxy.url,
      assembly,
      invoke,
      async deliver(event) {
        const full = {
          version: '0',
          id: randomUUID(),
          account: ACCOUNT,
          time: new Date().toISOString(),
          region: REGION,
          resources: [],
          ...event,
        }
        const fitting = assembly.eventRules.filter(({ pattern }) => fitsPattern(pattern, full))
        await Promise.all(fitting.map(({ functionName }) => invokeAsync(functionName, full)))
      },
      runSchedules: (functionNames) => schedules.run(functionNames),
      writes: () => proxy.writes(),
      async drain() {
        let before: number
        do {
          before = functions.invocations()
          await functions.settled()
          await streams.drain()
        } while (functions.invocations() !== before)
      },
      stop,
    }
  } catch (failure) {
    await stop()
    throw failure
  }
}
