import { parse } from 'tldts'
import { describe, expect, it } from 'vitest'
import { canonicalDomain, DomainName } from '../../shared/domains/domain.ts'
import { registrableDomain } from '../../shared/domains/registrable-domain.ts'
import { PRIVATE_REGISTRIES } from '../../shared/domains/private-registries.ts'

describe('R11 a domain has one spelling', () => {
  it.each([
    ['example.com', 'example.com'],
    ['EXAMPLE.Com', 'example.com'],
    ['example.com.', 'example.com'],
    ['  example.com ', 'example.com'],
    ['mail.example.com', 'mail.example.com'],
    ['example.co.th', 'example.co.th'],
    ['example.com.br', 'example.com.br'],
    ['www.example.com.br', 'www.example.com.br'],
    ['bücher.de', 'xn--bcher-kva.de'],
    ['BÜCHER.DE', 'xn--bcher-kva.de'],
    ['bu\u0308cher.de', 'xn--bcher-kva.de'],
    ['XN--BCHER-KVA.de', 'xn--bcher-kva.de'],
    ['faß.de', 'xn--fa-hia.de'],
    ['ไทย.ไทย', 'xn--o3cw4h.xn--o3cw4h'],
    ['ｅｘａｍｐｌｅ．ｃｏｍ', 'example.com'],
    ['example。com', 'example.com'],
    ['exam\u00adple.com', 'example.com'],
    ['blogspot.com', 'blogspot.com'],
    ['acme.uk.com', 'acme.uk.com'],
    ['acme.fr.eu.org', 'acme.fr.eu.org'],
    ['someone.github.io', 'someone.github.io'],
    ['123.com', '123.com'],
  ])('%s is %s', (text, canonical) => {
    expect(DomainName.parse(text)).toBe(canonical)
    expect(canonicalDomain(canonical)).toBe(canonical)
  })

  it.each([
    ['nothing', ''],
    ['a bare label', 'localhost'],
    ['a public suffix', 'com'],
    ['a public suffix of two labels', 'co.th'],
    ['a public suffix of two labels', 'com.br'],
    ['a public suffix with a trailing dot', 'co.th.'],
    ['a public suffix in capitals', 'CO.TH'],
    ['the suffix of a private registry', 'uk.com'],
    ['the suffix of a private registry', 'UK.COM.'],
    ['the suffix of a private registry', 'eu.org'],
    ['the suffix of a private registry in a country', 'fr.eu.org'],
    ['an unknown suffix', 'example.invalid'],
    ['an unknown suffix', 'example.local'],
    ['two trailing dots', 'example.com..'],
    ['an empty label', 'example..com'],
    ['a leading dot', '.example.com'],
    ['an IPv4 address', '192.0.2.1'],
    ['an IPv4 address in hexadecimal', '0xC0000201'],
    ['an IPv4 address in octal', '0300.0.2.1'],
    ['an IPv4 address as one number', '3221225985'],
    ['an IPv4 address in full-width digits', '１９２.0.2.1'],
    ['an IPv6 address', '2001:db8::1'],
    ['an IPv6 address in brackets', '[2001:db8::1]'],
    ['a port', 'example.com:443'],
    ['a scheme', 'https://example.com'],
    ['a path', 'example.com/mail'],
    ['a backslash', 'example.com\\mail'],
    ['a query', 'example.com?x'],
    ['a fragment', 'example.com#x'],
    ['a user', 'user@example.com'],
    ['a full-width at sign', 'user＠example.com'],
    ['a full-width slash', 'example.com／mail'],
    ['a full-width colon', 'example.com：443'],
    ['a percent escape', 'example%2ecom'],
    ['a space inside', 'exam ple.com'],
    ['a line break inside', 'example\n.com'],
    ['a wildcard', '*.example.com'],
    ['an underscore', '_dmarc.example.com'],
    ['a leading hyphen', '-example.com'],
    ['a trailing hyphen', 'example-.com'],
    ['a label of 64 characters', `${'a'.repeat(64)}.com`],
    ['a name of more than 253 characters', `${`${'a'.repeat(60)}.`.repeat(5)}com`],
    ['a broken A-label', 'xn--zzzzzz-.com'],
  ])('refuses %s: %s', (_what, text) => {
    expect(DomainName.safeParse(text).success).toBe(false)
  })
})

describe('R30 trials go by registrable domain', () => {
  it.each([
    ['example.co.th', 'example.co.th'],
    ['mail.example.co.th', 'example.co.th'],
    ['a.b.c.example.com.br', 'example.com.br'],
    ['example.com', 'example.com'],
    ['shop.blogspot.com', 'blogspot.com'],
    ['a.xn--bcher-kva.de', 'xn--bcher-kva.de'],
  ])('above %s is %s', (host, registrable) => expect(registrableDomain(host)).toBe(registrable))

  it.each(['co.th', 'com', '192.0.2.1', 'localhost'])('above %s is none', (host) =>
    expect(registrableDomain(host)).toBeUndefined(),
  )
})

describe('R11 R30 suffixes of the private section of the list', () => {
  it.each([
    ['acme.uk.com', 'acme.uk.com'],
    ['mail.acme.uk.com', 'acme.uk.com'],
    ['other.uk.com', 'other.uk.com'],
    ['acme.eu.org', 'acme.eu.org'],
    ['www.acme.de.eu.org', 'acme.de.eu.org'],
    ['acme.co.com', 'acme.co.com'],
    ['acme.br.com', 'acme.br.com'],
    ['acme.shop.th', 'acme.shop.th'],
    ['acme.za.net', 'acme.za.net'],
    ['acme.in.net', 'acme.in.net'],
  ])('of a registry: each name below is its own domain: above %s is %s', (host, registrable) =>
    expect(registrableDomain(host)).toBe(registrable),
  )

  it.each(['uk.com', 'eu.org', 'de.eu.org', 'co.com', 'shop.th'])(
    'of a registry: the suffix itself is no domain: %s',
    (suffix) => {
      expect(registrableDomain(suffix)).toBeUndefined()
      expect(DomainName.safeParse(suffix).success).toBe(false)
    },
  )

  it.each([
    ['acme.github.io', 'github.io'],
    ['acme.gitlab.io', 'gitlab.io'],
    ['acme.blogspot.com', 'blogspot.com'],
    ['acme.vercel.app', 'vercel.app'],
    ['acme.netlify.app', 'netlify.app'],
    ['acme.herokuapp.com', 'herokuapp.com'],
    ['acme.myshopify.com', 'myshopify.com'],
    ['acme.pages.dev', 'pages.dev'],
    ['acme.s3.amazonaws.com', 'amazonaws.com'],
    ['acme.dyndns.org', 'dyndns.org'],
  ])('of free hosting: all names below are one domain: above %s is %s', (host, registrable) =>
    expect(registrableDomain(host)).toBe(registrable),
  )

  it('names registries that the list knows, and no others', () => {
    const unknown = [...PRIVATE_REGISTRIES].filter((suffix) => {
      const { publicSuffix, isPrivate } = parse(`acme.${suffix}`, { allowPrivateDomains: true })
      return publicSuffix !== suffix || isPrivate !== true
    })
    expect(unknown).toEqual([])
  })
})
