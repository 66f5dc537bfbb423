// What the Lambda runtime does on a cold start: require the bundle, call its handler once, and tell what that took.
const begun = performance.now()
const { handler } = require(process.argv[2])
const loaded = performance.now()
const log = console.log
console.log = () => undefined
const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 15_000 }
handler(JSON.parse(process.argv[3] ?? '{}'), context).then(({ statusCode, body }) => {
  const milliseconds = { load: loaded - begun, firstCall: performance.now() - loaded }
  const builtins = process.moduleLoadList
    .filter((loaded) => loaded.startsWith('NativeModule '))
    .map((loaded) => loaded.slice('NativeModule '.length))
  log(JSON.stringify({ statusCode, milliseconds, builtins, ...(statusCode >= 400 ? { body } : {}) }))
  process.exit(0)
})
