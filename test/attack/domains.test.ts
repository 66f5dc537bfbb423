import { describe, expect, it } from 'vitest'
import { canonicalDomain, DomainName } from '../../shared/domains/domain.ts'
import { DOMAINS, NO_DOMAIN } from './domain-spellings.ts'

describe('R11 a domain in whatever spelling', () => {
  it.each(DOMAINS)('%j is %s', (spelling, domain) => {
    expect(DomainName.parse(spelling)).toBe(domain)
    expect(canonicalDomain(domain)).toBe(domain)
  })

  it.each(Object.entries(NO_DOMAIN))('refuses %s', (_what, spellings) => {
    expect(spellings.filter((spelling) => DomainName.safeParse(spelling).success)).toEqual([])
  })

  it('has a table of more than a hundred', () => {
    expect(DOMAINS.length + Object.values(NO_DOMAIN).flat().length).toBeGreaterThan(200)
  })
})
