import { setTimeout as pause } from 'node:timers/promises'
import { type Assembly, findFunction } from './assembly.ts'
import { accessKeyIdOf } from './aws-proxy.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { FunctionDeclaration } from './declared-functions.ts'
import { FunctionFailed, type Instance, type Log, startInstance } from './instance.ts'
import { REGION } from './resource-names.ts'

export interface FunctionsOptions {
  readonly assembly: Assembly
  /** Where functions find DynamoDB and SES. */
  readonly proxy: string
  /** What every function's environment has beyond the template. */
  readonly environment: Readonly<Record<string, string>>
  readonly deadLetters: DeadLetters
  readonly log: Log
}

export interface Functions {
  /** Runs a function and gives its answer; throws `FunctionFailed`. */
  invoke(name: string, event: unknown): Promise<unknown>
  /** Runs a function with its declared retries; resolves once it worked or its event became a dead letter. */
  invokeAsync(name: string, event: unknown): Promise<void>
  /** How many events the functions were given so far. */
  invocations(): number
  /** Resolves once no event handed over asynchronously is under way. */
  settled(): Promise<void>
  stop(): Promise<void>
}

const COPIES_OF_A_FUNCTION = 4
const IDLE_AT_MOST = 40
const IDLE_MS = 60_000
const RETRY_AFTER_MS = [50, 200]

interface Fleet {
  readonly declared: FunctionDeclaration
  readonly idle: { readonly instance: Instance; readonly since: number }[]
  readonly queue: PromiseWithResolvers<Instance>[]
  running: number
}

/** Runs the functions of an assembly in worker threads, up to four copies of each: more would only warm up beside one another on a laptop's processors. */
export const startFunctions = ({
  assembly,
  proxy,
  environment,
  deadLetters,
  log,
}: FunctionsOptions): Functions => {
  const fleets = new Map<string, Fleet>()
  const everyone = new Set<Instance>()
  const underWay = new Set<Promise<void>>()
  let stopped = false
  let invocations = 0

  const environmentOf = (declared: FunctionDeclaration): Record<string, string> => ({
    ...declared.environment,
    AWS_REGION: REGION,
    AWS_DEFAULT_REGION: REGION,
    AWS_ACCESS_KEY_ID: accessKeyIdOf(declared.functionName),
    AWS_SECRET_ACCESS_KEY: 'laptop',
    AWS_ENDPOINT_URL: proxy,
    AWS_ENDPOINT_URL_DYNAMODB: proxy,
    AWS_ENDPOINT_URL_SESV2: proxy,
    AWS_ENDPOINT_URL_LAMBDA: proxy,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    AWS_LAMBDA_FUNCTION_NAME: declared.functionName,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: `${declared.memoryMegabytes}`,
    LAMBDA_TASK_ROOT: declared.codeDir,
    TZ: 'UTC',
    ...environment,
  })
  const fleetOf = (name: string): Fleet => {
    const declared = findFunction(assembly, name)
    const fleet = fleets.get(declared.functionName) ?? { declared, idle: [], queue: [], running: 0 }
    fleets.set(declared.functionName, fleet)
    return fleet
  }
  const start = (fleet: Fleet): Instance => {
    const instance = startInstance(fleet.declared, environmentOf(fleet.declared), log)
    fleet.running++
    everyone.add(instance)
    return instance
  }
  const acquire = async (fleet: Fleet): Promise<Instance> => {
    for (let found = fleet.idle.pop(); found !== undefined; found = fleet.idle.pop()) {
      if (!found.instance.isGone) return found.instance
      dismiss(fleet, found.instance)
    }
    if (fleet.running < COPIES_OF_A_FUNCTION) return start(fleet)
    const waiting = Promise.withResolvers<Instance>()
    fleet.queue.push(waiting)
    return waiting.promise
  }
  const dismiss = (fleet: Fleet, instance: Instance): void => {
    if (everyone.delete(instance)) fleet.running--
    void instance.end()
  }
  const release = (fleet: Fleet, instance: Instance): void => {
    if (instance.isGone) dismiss(fleet, instance)
    const waiting = fleet.queue.shift()
    if (waiting !== undefined) waiting.resolve(instance.isGone ? start(fleet) : instance)
    else if (!instance.isGone) fleet.idle.push({ instance, since: performance.now() })
    trim()
  }
  const trim = (idleSince = 0): void => {
    const idle = [...fleets.values()].flatMap((fleet) => fleet.idle.map((one) => ({ fleet, one })))
    const surplus = idle.length - IDLE_AT_MOST
    const oldestFirst = idle.toSorted((left, right) => left.one.since - right.one.since)
    oldestFirst.forEach(({ fleet, one }, place) => {
      if (place >= surplus && one.since >= idleSince) return
      fleet.idle.splice(fleet.idle.indexOf(one), 1)
      dismiss(fleet, one.instance)
    })
  }
  const reaper = setInterval(() => trim(performance.now() - IDLE_MS), IDLE_MS / 6).unref()

  const invoke = async (name: string, event: unknown): Promise<unknown> => {
    if (stopped) throw new Error('The laptop stopped.')
    const fleet = fleetOf(name)
    invocations++
    const instance = await acquire(fleet)
    try {
      return await instance.invoke(event)
    } finally {
      release(fleet, instance)
    }
  }
  const retried = async (name: string, event: unknown): Promise<void> => {
    const { functionName, asyncInvoke } = findFunction(assembly, name)
    for (let attempt = 0; ; attempt++) {
      try {
        await invoke(functionName, event)
        return
      } catch (failure) {
        if (stopped) return
        if (!(failure instanceof FunctionFailed)) throw failure
        if (attempt >= asyncInvoke.maximumRetries) {
          deadLetters.add({
            functionName,
            source: 'asynchronous',
            destination: asyncInvoke.onFailure,
            attempts: attempt + 1,
            error: failure.thrown,
            event,
          })
          return
        }
        await pause(RETRY_AFTER_MS[attempt] ?? 500)
      }
    }
  }
  return {
    invoke,
    invokeAsync(name, event) {
      const running = retried(name, event)
      const tracked = running
        .catch((failure: unknown) => log(name, `The event was not handed over: ${String(failure)}`))
        .finally(() => underWay.delete(tracked))
      underWay.add(tracked)
      return running
    },
    invocations: () => invocations,
    async settled() {
      while (underWay.size > 0) await Promise.allSettled(underWay)
    },
    async stop() {
      stopped = true
      clearInterval(reaper)
      for (const { queue } of fleets.values())
        for (const waiting of queue.splice(0)) waiting.reject(new Error('The laptop stopped.'))
      await Promise.all([...everyone].map((instance) => instance.end()))
    },
  }
}
