import { describe, expect, it, vi } from 'vitest'
import { openJob } from '../../functions/edge/job.ts'
import { world } from '../../functions/outside/world.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { plusMillis } from '../../shared/kernel/time.ts'
import * as arrange from '../support/arrange.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

describe('a job', () => {
  const table = useMemoryTable()

  it('R53 writes down when it commits, while its rules go by one instant, so that no line of a log comes later than its instant', async () => {
    const { customer } = await arrange.managed()
    const actor = { kind: 'function', name: 'test' } as const
    const job = await openJob('test', actor, { getRemainingTimeInMillis: () => 60_000 })
    const realMs = world.realMs()
    const laterMs = vi.spyOn(world, 'realMs').mockReturnValue(realMs + 120_000)
    const changed = customerChanged(
      customer,
      { ...customer, organizationName: 'Later' },
      { action: 'customer.renamed' },
    )
    expect(await job.commit(changed)).toBe(true)
    laterMs.mockRestore()
    const line = table
      .items()
      .find(({ pk, action }) => pk.startsWith('LOG#') && action === 'customer.renamed')
    expect(String(line?.['at']) >= plusMillis(job.now, 119_000)).toBe(true)
  })
})
