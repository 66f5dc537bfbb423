import { domainToASCII, domainToUnicode } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it, vi } from 'vitest'
import { canonicalHost } from '../../shared/kernel/domain-name.ts'

const hostCharacters = fc.string({
  unit: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyz0123456789-'),
  minLength: 1,
  maxLength: 20,
})
const RUNS = { seed: 7, numRuns: 5_000 }

describe('the canonical spelling of a host name', () => {
  it('has only A-labels that are how their meaning is written', () => {
    let accepted = 0
    fc.assert(
      fc.property(hostCharacters, (encoded) => {
        const name = `xn--${encoded}.com`
        const canonical = canonicalHost(name)
        if (canonical === undefined) return
        accepted += 1
        const meaning = domainToUnicode(name)
        expect(canonical).toBe(name)
        expect(meaning).toMatch(/[^\p{ASCII}]/u)
        expect(domainToASCII(meaning)).toBe(name)
      }),
      RUNS,
    )
    expect(accepted).toBeGreaterThan(100)
  })

  it('is the same for every spelling, its own included', () => {
    let accepted = 0
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), (label) => {
        const canonical = canonicalHost(`${label}.com`)
        if (canonical === undefined) return
        accepted += 1
        expect(canonical).toMatch(/^[a-z0-9.-]+$/)
        expect(canonicalHost(canonical)).toBe(canonical)
        expect(canonicalHost(canonical.toUpperCase())).toBe(canonical)
        expect(canonicalHost(domainToUnicode(canonical))).toBe(canonical)
      }),
      RUNS,
    )
    expect(accepted).toBeGreaterThan(100)
  })

  it.each(['xn--abc.com', 'xn---abc.com', 'xn--a-.com', 'xn---5xt.com', 'xn--99999999999.com'])(
    'is not %s, whose A-label means nothing',
    (name) => {
      expect(canonicalHost(name)).toBeUndefined()
    },
  )

  it.each(['xn--bcher-kva.de', 'xn---q0-qsl.com', 'xn----ttb.com'])('is %s', (name) => {
    expect(canonicalHost(name)).toBe(name)
  })

  it.each(['192.0.2.1', '192.0.2.1.', '0xc0000201', '192.513', '１９２.0.2.1', '[2001:db8::1]'])(
    'is not the address %s',
    (address) => {
      expect(canonicalHost(address)).toBeUndefined()
    },
  )
})

describe('a plain host name', () => {
  it('is what the URL parser makes of it, which is not asked', () => {
    const parse = vi.spyOn(URL, 'parse')
    const labels = fc.string({ unit: fc.constantFrom(...'ab09-'), minLength: 1, maxLength: 6 })
    const names = fc.array(labels, { minLength: 1, maxLength: 4 }).map((all) => [...all, 'th'].join('.'))
    fc.assert(
      fc.property(names, (name) => {
        const canonical = canonicalHost(name)
        expect(parse).not.toHaveBeenCalled()
        if (canonical !== undefined) expect(new URL(`http://${name}/`).hostname).toBe(canonical)
      }),
      { seed: 7, numRuns: 1_000 },
    )
    parse.mockRestore()
  })
})
