import { availableParallelism } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { type Assembly, findFunction } from './assembly.ts'
import { accessKeyIdOf } from './aws-proxy.ts'
import type { DeadLetters } from './dead-letters.ts'
import type { FunctionDeclaration } from './declared-functions.ts'
import { FunctionFailed, type Instance, type Log, startInstance } from './instance.ts'
import { REGION } from './resource-names.ts'

export interface FunctionsOptions {
  readonly assembly: Assembly
  /** The endpoint that functions use for AWS services. */
  readonly proxy: string
  /** Environment variables that every function gets besides those of the template. */
  readonly environment: Readonly<Record<string, string>>
  readonly deadLetters: DeadLetters
  readonly log: Log
}

export interface Functions {
  /** Runs a function and gives its answer; throws `FunctionFailed`. */
  invoke(name: string, event: unknown): Promise<unknown>
  /** Runs a function with its declared retries; resolves once it has succeeded or its event is a dead letter. */
  invokeAsync(name: string, event: unknown): Promise<void>
  /** How many events the functions have received so far. */
  invocations(): number
  /** Resolves once all asynchronous events are handled. */
  settled(): Promise<void>
  stop(): Promise<void>
}

/** At least two, so that copies of a function meet each other on every machine. */
const MOST_COPIES = Math.min(Math.max(2, availableParallelism()), 4)
const MOST_IDLE = 40
const IDLE_MS = 60_000
const RETRY_AFTER_MS = [50, 200]

interface Copies {
  readonly declared: FunctionDeclaration
  readonly idle: { readonly instance: Instance; readonly since: number }[]
  readonly queue: PromiseWithResolvers<Instance>[]
  running: number
}

/** Runs the functions of an assembly in worker threads, with as many copies of each as there are processors, and two to four: more would only compete for these while they start. */
export const startFunctions = ({
  assembly,
  proxy,
  environment,
  deadLetters,
  log,
}: FunctionsOptions): Functions => {
  const copiesByName = new Map<string, Copies>()
  const instances = new Set<Instance>()
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
  const copiesOf = (name: string): Copies => {
    const known = copiesByName.get(name)
    if (known !== undefined) return known
    const copies = { declared: findFunction(assembly, name), idle: [], queue: [], running: 0 }
    copiesByName.set(name, copies)
    return copies
  }
  const start = (copies: Copies): Instance => {
    const instance = startInstance(copies.declared, environmentOf(copies.declared), log)
    copies.running++
    instances.add(instance)
    return instance
  }
  const acquire = async (copies: Copies): Promise<Instance> => {
    for (let found = copies.idle.pop(); found !== undefined; found = copies.idle.pop()) {
      if (!found.instance.isGone) return found.instance
      dismiss(copies, found.instance)
    }
    if (copies.running < MOST_COPIES) return start(copies)
    const waiting = Promise.withResolvers<Instance>()
    copies.queue.push(waiting)
    return waiting.promise
  }
  const dismiss = (copies: Copies, instance: Instance): void => {
    if (instances.delete(instance)) copies.running--
    void instance.end()
  }
  const release = (copies: Copies, instance: Instance): void => {
    if (instance.isGone) dismiss(copies, instance)
    const waiting = copies.queue.shift()
    if (waiting !== undefined) waiting.resolve(instance.isGone ? start(copies) : instance)
    else if (!instance.isGone) copies.idle.push({ instance, since: performance.now() })
    if (instances.size > MOST_IDLE) trim()
  }
  const trim = (idleSince = 0): void => {
    const idle = [...copiesByName.values()].flatMap((copies) => copies.idle.map((one) => ({ copies, one })))
    const surplus = idle.length - MOST_IDLE
    const oldestFirst = idle.toSorted((left, right) => left.one.since - right.one.since)
    oldestFirst.forEach(({ copies, one }, place) => {
      if (place >= surplus && one.since >= idleSince) return
      copies.idle.splice(copies.idle.indexOf(one), 1)
      dismiss(copies, one.instance)
    })
  }
  const idleTimer = setInterval(() => trim(performance.now() - IDLE_MS), IDLE_MS / 6).unref()

  const invoke = async (name: string, event: unknown): Promise<unknown> => {
    if (stopped) throw new Error('The laptop stopped.')
    const copies = copiesOf(name)
    invocations++
    const instance = await acquire(copies)
    try {
      return await instance.invoke(event)
    } finally {
      release(copies, instance)
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
      clearInterval(idleTimer)
      for (const { queue } of copiesByName.values())
        for (const waiting of queue.splice(0)) waiting.reject(new Error('The laptop stopped.'))
      await Promise.all([...instances].map((instance) => instance.end()))
    },
  }
}
