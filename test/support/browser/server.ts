import { createServer } from 'node:http'
import type { BrowserServer } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { chromiumOptions } from '../../../local/browser/chromium.ts'
import { LOOPBACK, listen } from '../../../local/loopback.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Answers with the address of the one Chromium of a run of the tests, which it starts when asked first. */
    readonly chromium: string
  }
}

const launched = async (): Promise<BrowserServer> => {
  const { chromium } = await import('playwright-core')
  return chromium.launchServer(await chromiumOptions())
}

/** Lets all files of a run share one Chromium, which starts with the first that asks for it and ends with the run. */
export const setup = async (project: TestProject): Promise<() => Promise<void>> => {
  let chromium: Promise<BrowserServer> | undefined
  const door = createServer((_request, response) => {
    chromium ??= launched()
    chromium.then(
      (server) => response.end(server.wsEndpoint()),
      (failure: unknown) => response.writeHead(500).end(String(failure)),
    )
  })
  const port = await listen(door, 0)
  project.provide('chromium', `http://${LOOPBACK}:${port}`)
  return async () => {
    door.close()
    await (await chromium)?.close()
  }
}
