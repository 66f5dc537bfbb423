import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { handler as deactivate } from '../../functions/partners/deactivate-partner.ts'
import { PartnerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays, plusMillis } from '../../shared/kernel/time.ts'
import {
  CODE_BYTES,
  issue,
  partnerCode,
  partnerCodeInvalid,
  valid,
} from '../../shared/mapping/partner-code.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { digestOf } from '../../shared/mapping/records.ts'
import { deactivatePartner } from '../../shared/partners/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const at = Instant.parse('2026-03-01T09:00:00.000Z')
const partnerId = PartnerId.parse('ptr_01J00000000000000000000000')

describe('a code of a partner', () => {
  it('R14 says each of its 80 bits', () => {
    expect(CODE_BYTES * 8).toBe(80)
    expect(partnerCode('0'.repeat(20))).toBe('0000-0000-0000-0000')
    expect(partnerCode('f'.repeat(20))).toBe('ZZZZ-ZZZZ-ZZZZ-ZZZZ')
    const codes = Array.from({ length: 80 }, (_, bit) =>
      partnerCode((1n << BigInt(bit)).toString(16).padStart(20, '0')),
    )
    expect(new Set(codes).size).toBe(80)
    for (const code of codes) expect(code.replaceAll(/[0-]/g, '')).toHaveLength(1)
  })

  it.each([
    ['small letters', '7h1k-m0pq-rstv-wxyz'],
    ['no hyphens', '7H1KM0PQRSTVWXYZ'],
    ['spaces', ' 7H1K M0PQ RSTV WXYZ\n'],
    ['O for 0', '7H1K-MOPQ-RSTV-WXYZ'],
    ['I for 1', '7HIK-M0PQ-RSTV-WXYZ'],
    ['l for 1', '7hlk-m0pq-rstv-wxyz'],
  ])('R14 is the same with %s', (_how, spelling) => {
    expect(digestOf(spelling)).toBe(digestOf('7H1K-M0PQ-RSTV-WXYZ'))
  })

  it('is another with another sign', () => {
    expect(digestOf('7H1K-M0PQ-RSTV-WXY0')).not.toBe(digestOf('7H1K-M0PQ-RSTV-WXYZ'))
  })

  it('R14 counts for 15 days, and is kept for a day longer in real time', () => {
    const issued = issue(digestOf('7H1K-M0PQ-RSTV-WXYZ'), partnerId, at, 0)
    expect(issued).toMatchObject({ endsAt: plusDays(at, 15), expiresAt: 16 * 86_400 })
    expect(valid(issued, plusMillis(issued.endsAt, -1)).partnerId).toBe(partnerId)
    expect(() => valid(issued, issued.endsAt)).toThrow(partnerCodeInvalid())
    expect(() => valid(undefined, at)).toThrow(partnerCodeInvalid())
  })
})

describe('a code that is entered', () => {
  useMemoryTable()
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })

  const holding = async () => {
    const { customer, superAdmin } = await arrange.unmappedCustomer()
    const { partner } = await arrange.partner()
    return { customer, superAdmin, partner, code: await arrange.partnerCode(partner) }
  }
  const enter = ({ customer, superAdmin, code }: Awaited<ReturnType<typeof holding>>) =>
    call(tagPartner, tag, superAdmin, { customerId: customer.customerId, code })

  it('R14 is refused alike where it is wrong, used, expired or of a partner that is not active', async () => {
    const [used, late, inactive] = [await holding(), await holding(), await holding()]
    expect(await enter(used)).toMatchObject({ status: 200 })
    const { partnerId } = inactive.partner
    const reason = 'Two complaints.'
    await call(deactivatePartner, deactivate, await arrange.staff('support'), { partnerId, reason })
    const refused = [
      await enter({ ...late, code: 'AAAA-AAAA-AAAA-AAAA' }),
      await enter({ ...late, code: used.code }),
      await enter(inactive),
    ]
    await arrange.advanceClock('P15D')
    refused.push(await enter(late))
    const alike = refused.map(({ status, text }) => [status, text.replace(/"instance":"[^"]*"/, '')])
    expect(alike).toEqual(alike.map(() => [409, expect.stringContaining('/problems/partner-code-invalid')]))
    expect(new Set(alike.map(([, text]) => text)).size).toBe(1)
  })
})
