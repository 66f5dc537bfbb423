// The entry of an HTTP function: it hands the handler over once that is primed, or after 1 s (ADR 33).
import { createRequire } from 'node:module'

const MOST_MS = 1_000
const { handler } = createRequire(import.meta.url)('./index.js')

const prime = async () => {
  try {
    await handler.prime?.()
  } catch {
    // What was not primed takes longer in the first call; nothing else depends on it.
  }
}

await new Promise((resolve) => {
  const timer = setTimeout(resolve, MOST_MS)
  void prime().then(() => {
    clearTimeout(timer)
    resolve()
  })
})

export { handler }
