// What the Lambda runtime does on a cold start: load the function, call its handler with each event, and tell what that took.
// Told `held`, it says when it is loaded and waits for a byte, as Lambda does between the initialization and the first call.
const { readSync, writeSync } = require('node:fs')

const [, , file, given = '[{}]', held] = process.argv
const PAUSE_MS = 40
const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 15_000 }
const log = console.log

const measured = async (work) => {
  const begun = performance.now()
  const cpuBegun = process.cpuUsage()
  const result = await work()
  const { user, system } = process.cpuUsage(cpuBegun)
  return { result, milliseconds: performance.now() - begun, cpu: (user + system) / 1_000 }
}

const run = async () => {
  const { result: handler, ...load } = await measured(async () => {
    const loaded = file.endsWith('.mjs') ? await import(file) : require(file)
    return loaded.handler
  })
  const readyMilliseconds = performance.now()
  if (held) {
    writeSync(1, '\n')
    readSync(0, Buffer.alloc(1))
  }
  console.log = () => undefined
  const calls = []
  for (const event of JSON.parse(given)) {
    if (calls.length > 0) await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
    calls.push(await measured(() => handler(event, context)))
  }
  const { statusCode, body } = calls.find(({ result }) => result.statusCode >= 300)?.result ?? calls[0].result
  const builtins = process.moduleLoadList
    .filter((loaded) => loaded.startsWith('NativeModule '))
    .map((loaded) => loaded.slice('NativeModule '.length))
  log(
    JSON.stringify({
      statusCode,
      readyMilliseconds,
      load,
      calls: calls.map(({ milliseconds, cpu }) => ({ milliseconds, cpu })),
      builtins,
      ...(statusCode >= 300 ? { body } : {}),
    }),
  )
  process.exit(0)
}
void run()
