import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { askDns } from '../../functions/outside/dns.ts'
import { useDns } from '../support/dns.ts'

const dns = useDns()

const asked = async (name: string, method: 'TXT' | 'CNAME') => (await askDns(name, method)).lookup

describe('R21 asking DNS that does not answer in time', () => {
  beforeEach(() => {
    process.env['DNS_LONGEST_MS'] = '300'
  })
  afterEach(() => {
    delete process.env['DNS_LONGEST_MS']
  })

  it('does not know what is there', async () => {
    dns.fail('silent.example', 'timeout')
    const answers = await Promise.all([asked('silent.example', 'TXT'), asked('silent.example', 'CNAME')])
    for (const answer of answers)
      expect(answer).toEqual({ known: false, reason: expect.stringMatching(/in time/) })
  })

  it('knows that there is nothing where only the zone is silent', async () => {
    dns.fail('half-zoned.example', 'timeout')
    expect(await asked('zb1.half-zoned.example', 'CNAME')).toEqual({ known: true, found: [] })
  })
})

describe('R21 asking DNS', () => {
  it('finds every text of a name, each joined from its strings, whatever the size of the answer', async () => {
    const long = 'long '.repeat(300)
    dns.set('texts.example', 'TXT', long)
    dns.set('texts.example', 'TXT', 'short')
    expect(await askDns('TEXTS.example', 'TXT')).toEqual({
      lookup: { known: true, found: [long, 'short'] },
      servers: [dns.address()],
    })
  })

  it('finds where an alias points, and follows it no further', async () => {
    dns.set('alias.example', 'CNAME', 'next.example')
    dns.set('next.example', 'CNAME', 'last.example')
    expect(await asked('alias.example', 'CNAME')).toEqual({ known: true, found: ['next.example'] })
  })

  it('finds the texts behind an alias', async () => {
    dns.set('last.example', 'TXT', 'here')
    expect(await asked('alias.example', 'TXT')).toEqual({ known: true, found: ['here'] })
  })

  it.each(['TXT', 'CNAME'] as const)(
    'knows that there is no %s: no such name, no such type',
    async (method) => {
      dns.set('typed.example', method === 'TXT' ? 'CNAME' : 'TXT', 'nowhere.example')
      for (const name of ['missing.example', 'typed.example'])
        expect(await asked(name, method)).toEqual({ known: true, found: [] })
      dns.remove('typed.example', method === 'TXT' ? 'CNAME' : 'TXT')
    },
  )

  it.each([
    ['SERVFAIL', /SERVFAIL/],
    ['REFUSED', /REFUSED/],
  ] as const)('does not know what the server fails to answer: %s', async (failure, reason) => {
    dns.fail('failing.example', failure)
    const answers = await Promise.all([asked('failing.example', 'TXT'), asked('failing.example', 'CNAME')])
    for (const answer of answers)
      expect(answer).toEqual({ known: false, reason: expect.stringMatching(reason) })
  })

  it('reads texts as UTF-8, also where a character stands in two strings', async () => {
    const text = `${'x'.repeat(254)}é ไทย 👍`
    dns.set('utf8.example', 'TXT', text)
    expect(await asked('utf8.example', 'TXT')).toEqual({ known: true, found: [text] })
  })

  it('finds the addresses that stand in place of an alias which was flattened or proxied', async () => {
    dns.set('flat.example', 'A', '192.0.2.7')
    dns.set('flat.example', 'AAAA', '2001:db8::7')
    expect(await asked('flat.example', 'CNAME')).toEqual({
      known: true,
      found: [],
      addresses: ['192.0.2.7', '2001:db8::7'],
    })
    expect(await asked('flat.example', 'TXT')).toEqual({ known: true, found: [] })
  })

  it.each(['TXT', 'CNAME'] as const)(
    'learns from the zone how long it is kept that there is no %s',
    async (method) => {
      dns.set('zoned.example', 'SOA', '900')
      for (const name of ['zoned.example', 'zb1.zoned.example', 'a.b.zoned.example'])
        expect(await asked(name, method)).toEqual({ known: true, found: [], negativeSeconds: 900 })
    },
  )

  it('does not know the texts of a name that leads in circles', async () => {
    dns.set('one.example', 'CNAME', 'two.example')
    dns.set('two.example', 'CNAME', 'one.example')
    dns.set('self.example', 'CNAME', 'self.example')
    for (const name of ['one.example', 'self.example'])
      expect(await asked(name, 'TXT')).toEqual({ known: false, reason: expect.stringMatching(/circles/) })
    expect(await asked('one.example', 'CNAME')).toEqual({ known: true, found: ['two.example'] })
    expect(await asked('self.example', 'CNAME')).toEqual({ known: true, found: ['self.example'] })
  })

  it('does not know what an alias leads to that fails', async () => {
    dns.set('to-failing.example', 'CNAME', 'half.example')
    dns.fail('half.example', 'SERVFAIL')
    expect(await asked('to-failing.example', 'TXT')).toEqual({
      known: false,
      reason: expect.stringMatching(/SERVFAIL/),
    })
  })

  it('does not know what cannot be asked: a name too long, no server', async () => {
    expect(await asked(`${'x'.repeat(64)}.example`, 'CNAME')).toMatchObject({ known: false })
    process.env['DNS_SERVERS'] = '127.0.0.1:9'
    expect(await asked('texts.example', 'TXT')).toEqual({
      known: false,
      reason: 'No name server could be reached.',
    })
    process.env['DNS_SERVERS'] = dns.address()
  })
})
