import { describe, expect, it } from 'vitest'
import {
  verificationCode,
  verificationRecord,
  verificationState,
  verified,
  type Lookup,
} from '../../shared/domains/verification.ts'
import { diagnose } from '../../shared/domains/verification-dns.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { Instant, plusDays } from '../../shared/kernel/time.ts'

const at = Instant.parse('2026-03-01T08:00:00.000Z')
const code = verificationCode('0123456789abcdef0123456789abcdef')
const txt = verificationRecord('example.co.th', code, 'TXT')
const cname = verificationRecord('example.co.th', code, 'CNAME')
const found = (...values: string[]): Lookup => ({ known: true, found: values })

describe('R20 what proves a domain', () => {
  it('is a code of 39 digits made of 128 random bits, none of which is lost', () => {
    expect(verificationCode('0'.repeat(32))).toBe('0'.repeat(39))
    expect(verificationCode('f'.repeat(32))).toBe(String(2n ** 128n - 1n))
    expect(BigInt(code)).toBe(0x0123456789abcdef0123456789abcdefn)
    expect(code).toMatch(/^\d{39}$/)
  })
  it('as TXT stands at the domain itself', () =>
    expect(txt).toEqual({
      method: 'TXT',
      host: '@',
      name: 'example.co.th',
      value: `zoho-verification=zb${code}.zmverify.zoho.com`,
    }))
  it('as CNAME stands at a label of its own', () =>
    expect(cname).toEqual({
      method: 'CNAME',
      host: `zb${code}`,
      name: `zb${code}.example.co.th`,
      value: 'zmverify.zoho.com',
    }))
})

describe('R21 what DNS answered', () => {
  it.each([
    ['the very value', txt, txt.value],
    ['capitals and blanks around it', txt, ` ${txt.value.toUpperCase()} `],
    ['the value with a trailing dot', txt, `${txt.value}.`],
    ['the target with a trailing dot', cname, 'zmverify.zoho.com.'],
    ['the target in capitals', cname, 'ZMVERIFY.Zoho.com'],
  ])('verifies: %s', (_what, record, value) =>
    expect(diagnose(record, found('v=spf1 -all', value), [])).toMatchObject({
      result: 'verified',
      retryAfterSeconds: 0,
    }),
  )
  it.each([
    ['nothing', txt, found(), /No such record.*up to a day/],
    ['other values', txt, found('v=spf1 -all'), /Other values/],
    ["another customer's code", txt, found(txt.value.replace(code, '9'.repeat(39))), /Other values/],
    ['the value as part of another', txt, found(`x${txt.value}`), /Other values/],
    ['another target', cname, found('zmverify.zoho.com.example.co.th'), /Other values/],
  ])('is absent with advice: %s', (_what, record, lookup, advice) =>
    expect(diagnose(record, lookup, ['192.0.2.53'])).toMatchObject({
      result: 'absent',
      asked: { name: record.name, type: record.method, servers: ['192.0.2.53'] },
      expected: record.value,
      found: lookup.known ? lookup.found : [],
      advice: expect.stringMatching(advice),
      retryAfterSeconds: 600,
    }),
  )
  it('is unknown, never absent, where DNS could not be asked', () =>
    expect(diagnose(txt, { known: false, reason: 'SERVFAIL' }, [])).toMatchObject({
      result: 'unknown',
      reason: 'SERVFAIL',
      found: [],
      retryAfterSeconds: 300,
    }))
  it.each([
    ['literal quotes', `"${txt.value}"`, /with quotation marks around or in it/],
    ['single quotes', `'${txt.value}'`, /with quotation marks around or in it/],
    ['curly quotes', `\u201C${txt.value}\u201D`, /with quotation marks around or in it/],
    ['angle quotes', `\u00AB${txt.value}\u00BB`, /with quotation marks around or in it/],
    ['a trailing semicolon', `${txt.value};`, /with a semicolon around or in it/],
    ['quotes and a semicolon', `"${txt.value}" ;`, /with quotation marks and a semicolon around or in it/],
    ['a zero-width space', `\u200B${txt.value}`, /with invisible characters around or in it/],
    ['a soft hyphen', `${txt.value}\u00AD`, /with invisible characters around or in it/],
    ['a direction mark', `${txt.value}\u200E`, /with invisible characters around or in it/],
    ['a control character', `${txt.value}\u0000`, /with invisible characters around or in it/],
    [
      'quotes escaped for a zone file',
      `\\"${txt.value}\\"`,
      /with quotation marks and backslashes around or in it/,
    ],
    ['quotes escaped by number', `\\034${txt.value}\\034`, /with backslashes around or in it/],
    ['an escaped semicolon', `${txt.value}\\;`, /with backslashes and a semicolon around or in it/],
    ['quotes as HTML', `&quot;${txt.value}&quot;`, /with HTML entities around or in it/],
    ['quotes as HTML twice', `&amp;quot;${txt.value}&#34;`, /with HTML entities around or in it/],
    ['single angle quotes', `\u2039${txt.value}\u203A`, /with quotation marks around or in it/],
    ['angle brackets', `<${txt.value}>`, /with brackets around or in it/],
    ['a trailing comma', `${txt.value},`, /with a comma around or in it/],
    ['several trailing dots', `${txt.value}..`, /with a dot around or in it/],
    ['a dot in quotes', `"${txt.value}."`, /with quotation marks and a dot around or in it/],
    ['a blank Braille pattern', `\u2800${txt.value}`, /with invisible characters around or in it/],
    [
      'an invisible character within',
      txt.value.replace('-', '-\u200B'),
      /with invisible characters around or in it/,
    ],
    ['blanks within', txt.value.replace('=', ' = '), /with blanks around or in it/],
    ['a byte that is no UTF-8', `${txt.value}\uFFFD`, /with invisible characters around or in it/],
  ])('is absent and names what stands around the value: %s', (_what, value, advice) =>
    expect(diagnose(txt, found('v=spf1 -all', value), [])).toMatchObject({
      result: 'absent',
      found: [value, 'v=spf1 -all'],
      advice: expect.stringMatching(advice),
    }),
  )
  it('names nothing around a value that is another one', () =>
    expect(diagnose(txt, found('"v=spf1 -all";'), []).advice).toMatch(/Other values/))
  it.each([
    [1, '1 second', 60],
    [45, '45 seconds', 60],
    [300, '5 minutes', 300],
    [3_600, '60 minutes', 3_600],
    [10_800, '3 hours', 10_800],
    [86_400, '24 hours', 86_400],
    [604_800, '24 hours', 86_400],
  ])(
    'tells how long the zone lets a negative answer be kept: %i s',
    (negativeSeconds, words, retryAfterSeconds) => {
      const diagnosis = diagnose(txt, { known: true, found: [], negativeSeconds }, [])
      expect(diagnosis).toMatchObject({ result: 'absent', retryAfterSeconds })
      expect(diagnosis.advice).toContain(`for up to ${words}.`)
    },
  )
  it('says that a negative answer is not kept where the zone says so', () => {
    const diagnosis = diagnose(txt, { known: true, found: [], negativeSeconds: 0 }, [])
    expect(diagnosis).toMatchObject({ result: 'absent', retryAfterSeconds: 60 })
    expect(diagnosis.advice).toMatch(/is not remembered: try again in a minute\.$/)
  })
  it('says that a CNAME was flattened or proxied where there are addresses instead', () =>
    expect(
      diagnose(
        cname,
        { known: true, found: [], addresses: ['192.0.2.7', '2001:db8::7'], negativeSeconds: 60 },
        [],
      ),
    ).toMatchObject({
      result: 'absent',
      found: [],
      advice: expect.stringMatching(/192\.0\.2\.7, 2001:db8::7.*flattens or proxies.*TXT/),
    }))
  it('shows what looks like ours first of many values, and counts the rest', () => {
    const others = Array.from({ length: 50 }, (_, index) => `other-${index}`)
    const ours = [
      txt.value.replace(code, '9'.repeat(39)),
      'ZOHO-VERIFICATION=x',
      'zb1.zmverify.zoho.com',
      `zb${code}`,
      `"ZB${code}"`,
      code,
      'zb12',
      'zoho\u200B-verification=x',
      '&quot;zmverify .zoho\u2800.com&quot;',
    ]
    const diagnosis = diagnose(txt, found(...others, ...ours), [])
    expect(diagnosis.found).toEqual([...ours, ...others.slice(0, 20 - ours.length)])
    expect(diagnosis.moreFound).toBe(30 + ours.length)
    expect(diagnose(txt, found(...ours), [])).not.toHaveProperty('moreFound')
  })
  it('shows at most 20 values of at most 300 characters', () => {
    const many = Array.from({ length: 50 }, (_, index) => `${index}${'x'.repeat(1_000)}`)
    const shown = diagnose(txt, found(...many), []).found
    expect(shown).toHaveLength(20)
    expect(Math.max(...shown.map((value) => value.length))).toBe(300)
    expect(diagnose(txt, found(...many, txt.value), []).result).toBe('verified')
  })
  it('judges values as large as DNS lets them be in little time, whatever they hold', () => {
    const large = ['.', '\\', '&a;', ' ', '"', '&'].map((sign) => sign.repeat(65_000 / sign.length))
    const began = performance.now()
    expect(diagnose(txt, found(...large.map((value) => `x${value}x`)), []).result).toBe('absent')
    expect(performance.now() - began).toBeLessThan(1_000)
  })
})

describe('R21 what is proven stays so', () => {
  const customerId = CustomerId.parse('cus_01JN7ZK3M0000000000000000A')
  const proven = verified({ code }, 'TXT', at)
  it('with the first method and instant', () => {
    expect(proven).toEqual({ code, method: 'TXT', verifiedAt: at })
    expect(verified(proven, 'CNAME', plusDays(at, 1))).toBe(proven)
  })
  it('and reads as a state that does not tell the code', () => {
    const domain = 'example.co.th'
    expect(verificationState({ customerId, domain, verification: { code } })).toEqual({
      customerId,
      domain,
      verified: false,
    })
    expect(verificationState({ customerId, domain, verification: proven })).toEqual({
      customerId,
      domain,
      verified: true,
      verifiedAt: at,
      method: 'TXT',
    })
  })
})
