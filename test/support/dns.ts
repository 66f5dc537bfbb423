import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll } from 'vitest'
import { startDns, type Dns } from '../../local/dns.ts'

/** A real name server on loopback, which the functions under test ask. */
export const useDns = () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'dns-'))
  let dns: Dns
  beforeAll(async () => {
    dns = await startDns({ port: 0, stateDir })
    process.env['DNS_SERVERS'] = dns.address
  })
  afterAll(async () => {
    await dns.stop()
    rmSync(stateDir, { recursive: true })
  })
  return {
    address: () => dns.address,
    set: (...record: Parameters<Dns['set']>) => dns.set(...record),
    remove: (...record: Parameters<Dns['remove']>) => dns.remove(...record),
    fail: (...failure: Parameters<Dns['fail']>) => dns.fail(...failure),
  }
}
