import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parentPort, workerData } from 'node:worker_threads'
import { type KeepCode, runScript } from './kept-code.ts'
import type { Invocation, Thrown, WorkerMessage, WorkerStart } from './worker-messages.ts'

type Handler = (event: unknown, context: unknown) => unknown

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread only.')

const send = (message: WorkerMessage): void => port.postMessage(message)

const thrownOf = (cause: unknown): Thrown => {
  if (!(cause instanceof Error)) return { errorType: typeof cause, errorMessage: String(cause), trace: [] }
  return { errorType: cause.name, errorMessage: cause.message, trace: (cause.stack ?? '').split('\n') }
}

/** Loads a file as Lambda does: a script if there is one of that name, otherwise a module, whose top it awaits. */
const load = async ({ codeDir, handler }: WorkerStart): Promise<Handler> => {
  const [file = 'index', name = 'handler'] = handler.split('.')
  const path = join(codeDir, file)
  const script = `${path}.js`
  const loaded: Record<string, unknown> = existsSync(script)
    ? createRequire(script)(script)
    : await import(pathToFileURL(`${path}.mjs`).href)
  const { [name]: found } = loaded
  if (typeof found !== 'function') throw new Error(`${handler} is undefined or not exported.`)
  return (event, context) => Reflect.apply(found, undefined, [event, context])
}

/** The scripts of a function, each before the one that requires it; many functions have the same packages. */
const SCRIPTS = ['packages.js', 'index.js']

const runScripts = ({ codeDir, compiled }: WorkerStart): KeepCode[] =>
  SCRIPTS.map((script) => join(codeDir, script))
    .filter(existsSync)
    .map((file) => runScript(file, compiled))

const contextOf = (invocation: Invocation): object => ({
  awsRequestId: invocation.requestId,
  functionName: invocation.functionName,
  functionVersion: '$LATEST',
  invokedFunctionArn: invocation.functionArn,
  memoryLimitInMB: `${invocation.memoryMegabytes}`,
  logGroupName: `/aws/lambda/${invocation.functionName}`,
  logStreamName: 'laptop',
  callbackWaitsForEmptyEventLoop: true,
  getRemainingTimeInMillis: () => Math.max(0, invocation.deadline - Date.now()),
})

const start: WorkerStart = workerData
try {
  const kept = runScripts(start)
  const handle = await load(start)
  port.on('message', (invocation: Invocation) => {
    const run = async (): Promise<void> => {
      try {
        const returned = await handle(JSON.parse(invocation.event), contextOf(invocation))
        send({ kind: 'returned', payload: JSON.stringify(returned) ?? 'null' })
      } catch (cause) {
        send({ kind: 'threw', thrown: thrownOf(cause) })
      }
      for (const keepCode of kept) keepCode()
    }
    void run()
  })
  send({ kind: 'ready' })
} catch (cause) {
  send({ kind: 'threw', thrown: thrownOf(cause) })
  port.close()
}
