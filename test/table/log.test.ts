import { describe, expect, it } from 'vitest'
import { world } from '../../functions/outside/world.ts'
import { customerChanged } from '../../shared/customers/changes.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { auditEntryRecord } from '../../shared/table/audit.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { entryIdOf, logDigest, logEntryRecord } from '../../shared/table/log.ts'
import * as arrange from '../support/arrange.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

describe('the log of an organisation', () => {
  const table = useMemoryTable()
  const actor = { kind: 'person', personId: 'per_1', role: 'partner-admin', partnerId: 'ptr_1' } as const
  const origin = { requestId: 'urn:request:1', sourceAddress: '192.0.2.1', sessionId: 'ses_1' }

  const committed = async () => {
    const { customer } = await arrange.managed()
    const renamed = { ...customer, organizationName: 'Another name' }
    const changes = customerChanged(customer, renamed, {
      action: 'customer.renamed',
      details: { changed: ['organizationName'] },
      before: { organizationName: customer.organizationName },
      after: { organizationName: 'Another name' },
    })
    const salt = '00112233'
    const at = await arrange.now()
    expect(await commitChanges(world.table, changes, { at, actor, commitId: 'commit-1', salt, origin })).toBe(
      true,
    )
    const subject = customerRecord.chain(customer)
    const seq = customer.version + 1
    const items = table.items()
    const entry = items.find(
      ({ pk, sk }) => `${pk} ${sk}` === `AUDIT#${subject} ${String(seq).padStart(12, '0')}`,
    )
    const line = items.find(({ entryId }) => entryId === entryIdOf(subject, seq))
    if (!entry || !line) throw new Error('Nothing was written down')
    return {
      customer,
      entry: auditEntryRecord.parse(entry),
      raw: entry,
      line: logEntryRecord.parse(line),
      at,
    }
  }

  it('R53 has a line beside each entry, with who, on whose behalf, from where, before and after', async () => {
    const { customer, entry, line } = await committed()
    expect(line).toMatchObject({
      ...origin,
      customerId: customer.customerId,
      at: entry.at,
      outcome: 'allowed',
      action: 'customer.renamed',
      actor,
      subject: entry.subject,
      seq: entry.seq,
      before: { organizationName: customer.organizationName },
      after: { organizationName: 'Another name' },
    })
  })

  it('R53 is held by the chain, which has nothing personal of it', async () => {
    const { entry, raw, line } = await committed()
    expect(entry.logDigest).toBe(logDigest(line))
    expect(entry.logDigest).not.toBe(logDigest({ ...line, sourceAddress: '192.0.2.2' }))
    const text = JSON.stringify(raw)
    for (const personal of [line.salt, 'Another name', '192.0.2.1', 'urn:request'])
      expect(text).not.toContain(personal)
  })
})
