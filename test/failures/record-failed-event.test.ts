import { describe, expect, it } from 'vitest'
import { handler } from '../../functions/failures/record-failed-event.ts'
import { asynchronousLetter, queueEvent } from '../support/dead-letter.ts'
import { auditActions } from '../support/table/effects.ts'
import { proveWrites } from '../support/describe/prove-writes.ts'
import { run } from '../support/describe/run.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('recordFailedEvent', () => {
  const table = useTestTable()

  it('keeps each dead letter once, however often it is delivered, with its audit', async () => {
    const letters = [asynchronousLetter({ detail: 1 }), { ...asynchronousLetter({}), body: 'poison' }]
    await run(handler, queueEvent(...letters))
    await Promise.all([run(handler, queueEvent(...letters)), run(handler, queueEvent(...letters.slice(1)))])
    const kept = (await table.items()).filter(({ sk }) => sk === 'FAILED-EVENT')
    expect(kept).toHaveLength(2)
    for (const { messageId } of letters)
      expect(await auditActions(table, `FAILED-EVENT#${messageId}`)).toEqual(['failed-event.recorded'])
  })

  proveWrites('keeps a dead letter', table, async () => {
    const letter = asynchronousLetter({ detail: 1 })
    return () => run(handler, queueEvent(letter))
  })
})
