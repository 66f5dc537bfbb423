import { createServer, type Server } from 'node:http'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { handler } from '../../functions/domains/verify-domain.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import { verificationRecord } from '../../shared/domains/verification.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { auditActions, mailsTo } from '../support/table/effects.ts'
import { useDns } from '../support/dns.ts'
import { shapeOf } from '../support/faults/guards.ts'
import { useTestTable } from '../support/table/test-table.ts'

const files = new Map<string, string>()
const dns = useDns()
let web: Server
beforeAll(async () => {
  web = createServer(({ headers, url = '' }, response) => {
    const file = files.get(`http://${headers.host}${url}`)
    response.writeHead(file === undefined ? 404 : 200, { connection: 'close' }).end(file)
  })
  await new Promise<void>((resolve) => web.listen(0, '127.0.0.1', resolve))
  process.env['LOOPBACK_WEB_PORTS'] = `${Object(web.address()).port},1`
})
afterAll(async () => {
  await new Promise((resolve) => web.close(resolve))
})

describe('verifyDomain by file', () => {
  const table = useTestTable()
  const unproven = async () => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
    const { admin, partner } = await arrange.partner()
    const { customer, superAdmin } = await arrange.customer(partner)
    const { domain, verification, customerId } = customer
    const input = { customerId, method: 'HTML' }
    const record = verificationRecord(domain, verification.code, 'HTML')
    dns.set(domain, 'A', '127.0.0.1')
    const verify = async () => (await call(verifyDomain, handler, admin, input)).body
    const own = async () =>
      (await table.items()).filter(({ pk }) => /^(CUSTOMER|DUE)#/.test(pk) && pk.endsWith(customerId))
    const shapes = async () => (await own()).map(({ pk, sk }) => shapeOf(pk, sk))
    return { customer, superAdmin, record, verify, own, shapes }
  }

  it('R20 R21 proves the domain by the file on its web server, R22 so that it can be managed', async () => {
    const { customer, superAdmin, record, verify, shapes } = await unproven()
    files.set(record.name, `${record.value}\n`)
    expect(await verify()).toMatchObject({
      verified: true,
      method: 'HTML',
      diagnosis: {
        result: 'verified',
        asked: { name: record.name, type: 'HTML', servers: [dns.address()], address: '127.0.0.1' },
        expected: customer.verification.code,
      },
    })
    const { domain, customerId } = customer
    expect(await auditActions(table, `CUSTOMER#${customerId}`)).toEqual(['customer.added', 'domain.verified'])
    expect(await mailsTo(table, superAdmin.email)).toMatchObject([
      { mail: 'domain-verified', words: { domain } },
    ])
    expect(await shapes()).toEqual(['CUSTOMER/CUSTOMER'])
    expect(await verify()).not.toHaveProperty('diagnosis')
  })

  it('R16 what is proven no longer lapses: its warning and lapse are due until then', async () => {
    const { record, verify, shapes } = await unproven()
    await verify()
    expect(await shapes()).toEqual(['CUSTOMER/CUSTOMER', 'DUE#claim-lapse', 'DUE#claim-warning'])
    files.set(record.name, record.value)
    expect(await verify()).toMatchObject({ verified: true })
    expect(await shapes()).toEqual(['CUSTOMER/CUSTOMER'])
  })

  it('R21 answers absent for no file and another file, unknown where it could not be fetched, and changes nothing', async () => {
    const { customer, record, verify, own } = await unproven()
    const before = await own()
    expect(await verify()).toMatchObject({
      verified: false,
      diagnosis: { result: 'absent', found: ['HTTP 404'] },
    })
    files.set(record.name, '9'.repeat(39))
    expect(await verify()).toMatchObject({
      verified: false,
      diagnosis: { result: 'absent', found: ['9'.repeat(39)] },
    })
    files.set(record.name, record.value)
    for (const failure of ['SERVFAIL', 'REFUSED'] as const) {
      dns.fail(customer.domain, failure)
      expect(await verify()).toMatchObject({ verified: false, diagnosis: { result: 'unknown' } })
    }
    dns.fail(customer.domain)
    dns.remove(customer.domain, 'A')
    dns.set(customer.domain, 'A', '169.254.169.254')
    expect(await verify()).toMatchObject({
      verified: false,
      diagnosis: {
        result: 'unknown',
        reason: expect.stringMatching(/169\.254\.169\.254.*no public address/),
      },
    })
    expect(await own()).toEqual(before)
  })
})
