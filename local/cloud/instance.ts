import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { setFlagsFromString } from 'node:v8'
import { Worker } from 'node:worker_threads'
import { COMPILED } from '../compile-cache.ts'
import type { FunctionDeclaration } from './declared-functions.ts'
import type { Invocation, Thrown, WorkerMessage, WorkerStart } from './worker-messages.ts'

/** A function that threw, crashed or ran out of time. */
export class FunctionFailed extends Error {
  override readonly name = 'FunctionFailed'
  readonly functionName: string
  readonly thrown: Thrown
  readonly isTimeout: boolean

  constructor(functionName: string, thrown: Thrown, isTimeout = false) {
    super(`${functionName} failed: ${thrown.errorType}: ${thrown.errorMessage}`)
    this.functionName = functionName
    this.thrown = thrown
    this.isTimeout = isTimeout
  }
}

export type Log = (functionName: string, line: string) => void

/** One running copy of a function, in its own thread; it handles one event at a time. */
export interface Instance {
  invoke(event: unknown): Promise<unknown>
  /** Whether it crashed or was ended; it handles no more events then. */
  readonly isGone: boolean
  /** Ends its thread. */
  end(): Promise<void>
}

const INITIALISED_WITHIN_MS = 10_000

const COMPILED_FUNCTIONS = join(COMPILED, 'functions')

// Most functions handle a few events: their heap begins with room for those, in MB, which it would reach by collecting often.
setFlagsFromString('--min-semi-space-size=4')

const WORKER = new URL('./worker.ts', import.meta.url)

/** Starts a copy of a function with no environment but its own, and the folder from which it takes compiled code. */
export const startInstance = (
  declared: FunctionDeclaration,
  environment: Readonly<Record<string, string>>,
  log: Log,
): Instance => {
  const { functionName, codeDir, handler, timeoutSeconds } = declared
  const workerData: WorkerStart = { codeDir, handler, compiled: COMPILED_FUNCTIONS }
  const worker = new Worker(WORKER, {
    workerData,
    env: { ...environment, NODE_COMPILE_CACHE: COMPILED },
    argv: [],
    execArgv: [],
    stdout: true,
    stderr: true,
    name: functionName,
  })
  // The process may end while functions are idle.
  worker.unref()
  const follow = (output: Readable): void => {
    createInterface({ input: output }).on('line', (line) => log(functionName, line))
  }
  follow(worker.stdout)
  follow(worker.stderr)

  let gone = false
  let ready = false
  let waiting:
    | { readonly fulfil: (message: WorkerMessage) => void; readonly fail: (failure: FunctionFailed) => void }
    | undefined

  const report = ({ errorType, errorMessage, trace }: Thrown): void => {
    const lines = trace.length === 0 ? [`${errorType}: ${errorMessage}`] : trace
    for (const line of lines) log(functionName, line)
  }
  const failWith = (thrown: Thrown, isTimeout = false): void => {
    const asked = waiting
    waiting = undefined
    if (asked === undefined) return
    report(thrown)
    asked.fail(new FunctionFailed(functionName, thrown, isTimeout))
  }
  const end = async (): Promise<void> => {
    gone = true
    await worker.terminate()
    failWith({ errorType: 'Runtime.ExitError', errorMessage: 'The laptop stopped.', trace: [] })
  }
  const next = (milliseconds: number, timedOut: () => Thrown): Promise<WorkerMessage> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        gone = true
        failWith(timedOut(), true)
        void worker.terminate()
      }, milliseconds)
      const settled =
        <T>(settle: (value: T) => void) =>
        (value: T): void => {
          clearTimeout(timer)
          settle(value)
        }
      waiting = { fulfil: settled(resolve), fail: settled(reject) }
    })

  let broken: Thrown | undefined
  worker.on('message', (message: WorkerMessage) => {
    if (message.kind === 'ready') ready = true
    else if (!ready && message.kind === 'threw') broken = message.thrown
    const asked = waiting
    waiting = undefined
    asked?.fulfil(message)
  })
  worker.on('error', (cause: unknown) => {
    gone = true
    const isError = cause instanceof Error
    failWith({
      errorType: isError ? cause.name : 'Runtime.UnhandledException',
      errorMessage: isError ? cause.message : String(cause),
      trace: isError ? (cause.stack ?? '').split('\n') : [],
    })
  })
  worker.on('exit', (code) => {
    gone = true
    failWith({
      errorType: 'Runtime.ExitError',
      errorMessage: `Runtime exited with exit status ${code}`,
      trace: [],
    })
  })

  const timeout = (requestId: string) => (): Thrown => ({
    errorType: 'Sandbox.Timedout',
    errorMessage: `RequestId: ${requestId} Error: Task timed out after ${timeoutSeconds.toFixed(2)} seconds`,
    trace: [],
  })

  return {
    get isGone() {
      return gone
    },
    end,
    async invoke(event) {
      const requestId = randomUUID()
      if (!ready && broken === undefined) await next(INITIALISED_WITHIN_MS, timeout(requestId))
      if (broken !== undefined) {
        gone = true
        report(broken)
        throw new FunctionFailed(functionName, broken)
      }
      const milliseconds = timeoutSeconds * 1_000
      const invocation: Invocation = {
        requestId,
        event: JSON.stringify(event ?? null),
        deadline: Date.now() + milliseconds,
        functionName,
        functionArn: declared.arn,
        memoryMegabytes: declared.memoryMegabytes,
      }
      worker.postMessage(invocation)
      const message = await next(milliseconds, timeout(requestId))
      if (message.kind === 'returned') return JSON.parse(message.payload)
      const thrown: Thrown =
        message.kind === 'threw'
          ? message.thrown
          : { errorType: 'Runtime', errorMessage: 'No answer', trace: [] }
      report(thrown)
      throw new FunctionFailed(functionName, thrown)
    },
  }
}
