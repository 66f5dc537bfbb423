import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { bundleFunctions } from '../../../infra/bundle.ts'
import { contract } from '../../../shared/contract/contract.ts'

/** An event for a built function, whose clock is so far ahead of this machine's. */
export interface Invocation {
  readonly name: string
  readonly event: object
  readonly aheadMs: number
}

/** What an invocation came to: it returned, threw, or died with its process. */
export type Outcome = 'done' | 'failed' | 'killed'

const CHILD = join(import.meta.dirname, 'killable-child.ts')

/** The built functions in a process of their own, which can be killed at any moment and is started again when asked next. */
export const useKillableFunctions = (endpoint: () => string) => {
  let child: ChildProcess | undefined
  beforeAll(async () => {
    await bundleFunctions(contract)
  }, 60_000)
  const kill = async (): Promise<void> => {
    const dying = child
    child = undefined
    if (dying === undefined || dying.exitCode !== null) return
    const exit = once(dying, 'exit')
    dying.kill('SIGKILL')
    await exit
  }
  afterAll(kill)
  return {
    kill,
    /** Runs a function on an event to its end, whichever that is. */
    invoke: async (name: string, event: object = {}, aheadMs = 0): Promise<Outcome> => {
      // They pause before a retry as in production, so that a table which is killed can start again meanwhile.
      const running = (child ??= fork(CHILD, {
        env: { ...process.env, AWS_ENDPOINT_URL_DYNAMODB: endpoint(), RETRY_PAUSE_MS: undefined },
        stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      }))
      const invocation: Invocation = { name, event, aheadMs }
      return new Promise((resolve) => {
        const settle = (outcome: Outcome): void => {
          running.off('message', settle)
          running.off('exit', died)
          resolve(outcome)
        }
        const died = (): void => settle('killed')
        running.on('message', settle)
        running.on('exit', died)
        running.send(invocation)
      })
    },
  }
}
