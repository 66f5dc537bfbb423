import { afterAll, beforeAll } from 'vitest'
import type { TestTable } from '../table/test-table.ts'
import { startInterruptingProxy } from './interruption.ts'
import { useKillableFunctions } from './killable-function.ts'

type InterruptingProxy = Awaited<ReturnType<typeof startInterruptingProxy>>

/** The built functions in a process of their own, whose requests to the table can be interrupted at any moment. */
export const useInterruptedFunctions = (table: TestTable) => {
  let proxy: InterruptingProxy
  beforeAll(async () => {
    proxy = await startInterruptingProxy(table.proxy.endpoint)
  })
  const functions = useKillableFunctions(() => proxy.endpoint)
  afterAll(() => proxy.stop())
  return {
    ...functions,
    interrupt: (...how: Parameters<InterruptingProxy['interrupt']>) => proxy.interrupt(...how),
  }
}
