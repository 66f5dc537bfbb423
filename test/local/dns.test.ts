import { mkdtempSync, rmSync } from 'node:fs'
import { Resolver } from 'node:dns/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Dns, startDns } from '../../local/dns.ts'

let stateDir: string
let dns: Dns
let resolver: Resolver

const asking = (address: string): Resolver => {
  const made = new Resolver({ timeout: 150, tries: 1 })
  made.setServers([address])
  return made
}

beforeEach(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'dns-'))
  dns = await startDns({ port: 0, stateDir })
  resolver = asking(dns.address)
})
afterEach(async () => {
  await dns.stop()
  rmSync(stateDir, { recursive: true })
})

describe('the local DNS', () => {
  it('answers the TXT values of a name, in any case', async () => {
    dns.set('Example.com.', 'TXT', 'one')
    dns.set('example.com', 'TXT', 'two')
    dns.set('example.com', 'TXT', 'two')
    expect(await resolver.resolveTxt('EXAMPLE.com')).toEqual([['one'], ['two']])
  })

  it('splits a text of more than 255 bytes, and answers more than a datagram holds over TCP', async () => {
    const long = 'ä'.repeat(400)
    dns.set('example.com', 'TXT', long)
    const [strings = []] = await resolver.resolveTxt('example.com')
    expect(strings.length).toBe(4)
    dns.set('short.example', 'TXT', 'x'.repeat(300))
    const [[first, second] = []] = await resolver.resolveTxt('short.example')
    expect([first?.length, second?.length]).toEqual([255, 45])
  })

  it('answers a CNAME, and follows it for another type', async () => {
    dns.set('zb1.example.com', 'CNAME', 'old.example.net')
    dns.set('zb1.example.com', 'CNAME', 'Target.example.net.')
    dns.set('target.example.net', 'TXT', 'found')
    expect(await resolver.resolveCname('zb1.example.com')).toEqual(['target.example.net'])
    expect(await resolver.resolveTxt('zb1.example.com')).toEqual([['found']])
  })

  it('answers addresses, behind an alias too, and takes nothing else for one', async () => {
    dns.set('example.com', 'A', '192.0.2.1')
    dns.set('example.com', 'A', '192.0.2.2')
    dns.set('example.com', 'AAAA', '2001:db8::1')
    dns.set('www.example.com', 'CNAME', 'example.com')
    expect(await resolver.resolve4('example.com')).toEqual(['192.0.2.1', '192.0.2.2'])
    expect(await resolver.resolve4('www.example.com')).toEqual(['192.0.2.1', '192.0.2.2'])
    expect(await resolver.resolve6('www.example.com')).toEqual(['2001:db8::1'])
    expect(() => dns.set('example.com', 'A', '2001:db8::1')).toThrow()
    expect(() => dns.set('example.com', 'AAAA', 'example.net')).toThrow()
  })

  it('tells an absent name from a name without such records', async () => {
    dns.set('deep.example.com', 'TXT', 'x')
    await expect(resolver.resolveTxt('absent.example')).rejects.toMatchObject({ code: 'ENOTFOUND' })
    await expect(resolver.resolveCname('deep.example.com')).rejects.toMatchObject({ code: 'ENODATA' })
    await expect(resolver.resolveTxt('example.com')).rejects.toMatchObject({ code: 'ENODATA' })
  })

  it.each([
    ['SERVFAIL', 'ESERVFAIL'],
    ['REFUSED', 'EREFUSED'],
    ['timeout', 'ETIMEOUT'],
  ] as const)('fails with %s when told to, for that name alone, until told otherwise', async (how, code) => {
    dns.set('example.com', 'TXT', 'x')
    dns.set('other.example', 'TXT', 'y')
    dns.fail('example.com', how)
    await expect(resolver.resolveTxt('example.com')).rejects.toMatchObject({ code })
    expect(await resolver.resolveTxt('other.example')).toEqual([['y']])
    dns.fail('example.com')
    expect(await resolver.resolveTxt('example.com')).toEqual([['x']])
  })

  it('survives a CNAME loop', async () => {
    dns.set('a.example', 'CNAME', 'b.example')
    dns.set('b.example', 'CNAME', 'a.example')
    expect(await resolver.resolveCname('a.example')).toEqual(['b.example'])
    await expect(resolver.resolveTxt('a.example').then((found) => found.length)).resolves.toBe(0)
  })

  it('keeps its records over a restart and forgets removed ones', async () => {
    dns.set('example.com', 'TXT', 'kept')
    dns.set('gone.example', 'TXT', 'x')
    dns.remove('gone.example', 'TXT')
    await dns.stop()
    dns = await startDns({ port: 0, stateDir })
    resolver = asking(dns.address)
    expect(await resolver.resolveTxt('example.com')).toEqual([['kept']])
    expect(dns.list()).toEqual([{ name: 'example.com', type: 'TXT', value: 'kept' }])
  })
})
