import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { compileFunction, constants } from 'node:vm'
import { parentPort, workerData } from 'node:worker_threads'
import type { Invocation, Thrown, Told, WorkerStart } from './worker-messages.ts'

type Handler = (event: unknown, context: unknown) => unknown

const port = parentPort
if (port === null) throw new Error('worker.ts runs in a worker thread only.')

const tell = (told: Told): void => port.postMessage(told)

const thrownOf = (cause: unknown): Thrown => {
  if (!(cause instanceof Error)) return { errorType: typeof cause, errorMessage: String(cause), trace: [] }
  return { errorType: cause.name, errorMessage: cause.message, trace: (cause.stack ?? '').split('\n') }
}

// Compiled as CommonJS whatever the package.json above the assembly says, as in Lambda there is none.
const loadCommonJs = (filename: string, codeDir: string): Record<string, unknown> => {
  const module: { exports: Record<string, unknown> } = { exports: {} }
  const compiled = compileFunction(
    readFileSync(filename, 'utf8'),
    ['exports', 'require', 'module', '__filename', '__dirname'],
    {
      filename,
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    },
  )
  Reflect.apply(compiled, module.exports, [
    module.exports,
    createRequire(filename),
    module,
    filename,
    codeDir,
  ])
  return module.exports
}

const load = async ({ codeDir, handler }: WorkerStart): Promise<Handler> => {
  const [file = 'index', name = 'handler'] = handler.split('.')
  const commonJs = join(codeDir, `${file}.js`)
  const loaded: Record<string, unknown> = existsSync(commonJs)
    ? loadCommonJs(commonJs, codeDir)
    : await import(pathToFileURL(join(codeDir, `${file}.mjs`)).href)
  const found = loaded[name]
  if (typeof found !== 'function') throw new Error(`${handler} is undefined or not exported.`)
  return (event, context) => Reflect.apply(found, undefined, [event, context])
}

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
  const handle = await load(start)
  port.on('message', (invocation: Invocation) => {
    const run = async (): Promise<void> => {
      try {
        const returned = await handle(JSON.parse(invocation.event), contextOf(invocation))
        tell({ kind: 'returned', payload: JSON.stringify(returned) ?? 'null' })
      } catch (cause) {
        tell({ kind: 'threw', thrown: thrownOf(cause) })
      }
    }
    void run()
  })
  tell({ kind: 'ready' })
} catch (cause) {
  tell({ kind: 'threw', thrown: thrownOf(cause) })
  port.close()
}
