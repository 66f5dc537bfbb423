import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

// Loads a function as Lambda does and calls it once; tells how long its priming took, and what was written until then.
const [, , folder = '', event = ''] = process.argv
const written: string[] = []
const write = (text: string | Uint8Array): boolean => written.push(String(text)) > 0
process.stdout.write = write
process.stderr.write = write
createRequire(import.meta.url)(join(folder, 'index.js'))
const begun = performance.now()
const { handler } = await import(join(folder, 'primed.mjs'))
const milliseconds = performance.now() - begun
const printed = [...written]
const context = { awsRequestId: 'request', getRemainingTimeInMillis: () => 15_000 }
const { statusCode } = await handler(JSON.parse(event), context)
writeFileSync(3, JSON.stringify({ milliseconds, printed, statusCode }))
process.exit(0)
