import { domainToASCII } from 'node:url'
import { parse } from 'tldts'
import { beforeAll, describe, expect, it } from 'vitest'
import { suffixLookup } from '../../infra/bundle/suffix-lookup.ts'
import { publicSuffixList, suffixRules } from '../../infra/bundle/suffix-rules.ts'
import { registrySuffix } from '../../shared/domains/registry-suffix.ts'

const { rules, exceptions } = publicSuffixList()

/** A rule as a host, the suffix above it, and names one to three labels below it. */
const hostsOf = (rule: string): string[] => {
  const host = domainToASCII(rule.replace('*', 'any'))
  return [host, host.slice(host.indexOf('.') + 1), `a.${host}`, `b.a.${host}`, `c.b.a.${host}`]
}

const differing = (find: (host: string) => string | undefined, hosts: readonly string[]): string[] =>
  hosts.filter((host) => find(host) !== registrySuffix(host))

describe('R11 R30 the compact public suffix list of bundles', () => {
  let compact: string
  beforeAll(() => {
    compact = suffixRules()
  })

  it('is made of the whole list, which the package reads as it is read here', () => {
    expect(rules.length).toBeGreaterThan(9_000)
    expect(exceptions.length).toBeGreaterThan(5)
    const unread = rules.filter((rule) => {
      const host = domainToASCII(rule.replace('*', 'any'))
      return host !== '' && parse(host, { allowPrivateDomains: true }).publicSuffix !== host
    })
    expect(unread).toEqual(exceptions.filter((name) => unread.includes(name)))
  })

  it('gives what the whole list gives, at and below each rule, its wildcards and its exceptions', () => {
    const hosts = [...rules, ...exceptions].flatMap(hostsOf)
    expect(hosts.length).toBeGreaterThan(45_000)
    expect(hosts.filter((host) => registrySuffix(host) !== undefined).length).toBeGreaterThan(40_000)
    expect(differing(suffixLookup(compact), hosts)).toEqual([])
  })

  it('has each name that is not ASCII in A-labels', () => {
    const names = rules.filter((rule) => /\P{ASCII}/u.test(rule)).map(domainToASCII)
    expect(names.length).toBeGreaterThan(100)
    expect(names.filter((name) => !rules.includes(name))).toEqual([])
    expect(compact).toMatch(/^\p{ASCII}+$/u)
  })

  it.each([
    ['a wildcard', 'shop.acme.ck', 'acme.ck'],
    ['an exception', 'www.ck', 'ck'],
    ['an exception', 'a.city.kobe.jp', 'kobe.jp'],
    ['a wildcard beside exceptions', 'a.b.kobe.jp', 'b.kobe.jp'],
    ['a top-level domain in A-labels', 'a.xn--o3cw4h', 'xn--o3cw4h'],
    ['a private registry', 'acme.uk.com', 'uk.com'],
    ['hosting', 'acme.github.io', 'io'],
    ['an unknown top-level domain', 'example.invalid', undefined],
    ['a name of one label', 'localhost', undefined],
    ['an address', '192.0.2.1', undefined],
    ['a reverse zone', '2.0.192.in-addr.arpa', undefined],
    ['Tor', 'example.onion', undefined],
  ])('knows %s: of %s it is %s', (_what, host, suffix) => {
    expect(suffixLookup(compact)(host)).toBe(suffix)
    expect(registrySuffix(host)).toBe(suffix)
  })

  it('differs where a rule is missing', () => {
    const find = suffixLookup(compact.replace(' th ', ' '))
    expect(differing(find, ['acme.th', 'acme.de'])).toEqual(['acme.th'])
  })
})
