import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canonicalEmail, EmailAddress, isBeyondAscii } from '../../shared/kernel/email-address.ts'

describe('an e-mail address', () => {
  it.each([
    ['Somchai@Example.CO.TH', 'somchai@example.co.th'],
    ['  anan@example.com ', 'anan@example.com'],
    ['anan+trial@example.com', 'anan+trial@example.com'],
    ['anan@bücher.example', 'anan@xn--bcher-kva.example'],
    ['anan@xn--BCHER-kva.example', 'anan@xn--bcher-kva.example'],
    ['anan@ｅｘａｍｐｌｅ.com', 'anan@example.com'],
    ['anan@example.com.', 'anan@example.com'],
  ])('%s is known as %s', (text, canonical) => {
    expect(canonicalEmail(text)).toBe(canonical)
    expect(EmailAddress.parse(text)).toBe(canonical)
  })

  it.each([
    '',
    'anan',
    '@example.com',
    'anan@',
    'anan@localhost',
    'a@b@example.com',
    '"quoted"@example.com',
    'anan@example.com\r\nBcc: all@example.com',
    'anan\r\n@example.com',
    'anan <anan@example.com>',
    'anan,other@example.com',
    '.anan@example.com',
    'an..an@example.com',
    'anan@exa mple.com',
    'anan@example.com/path',
    'anan@example.com:25',
    `${'a'.repeat(65)}@example.com`,
    `anan@${'a.'.repeat(130)}com`,
  ])('is not %j', (text) => {
    expect(canonicalEmail(text)).toBeUndefined()
    expect(EmailAddress.safeParse(text).success).toBe(false)
  })

  it.each([
    'josé@example.com',
    'jose\u0301@example.com',
    'สมชาย@example.co.th',
    '\u212Aim@example.com',
    '１@example.com',
  ])('is none that the mail service cannot send to, as its local part is not ASCII: %s', (text) => {
    expect(canonicalEmail(text)).toBeUndefined()
    expect(isBeyondAscii(text)).toBe(true)
    expect(EmailAddress.safeParse(text).error?.issues).toMatchObject([
      { message: expect.stringContaining('ASCII') },
    ])
  })

  it.each(['anan@bücher.example', ' anan@example.com', 'anan'])('is not refused for that: %s', (text) => {
    expect(isBeyondAscii(text)).toBe(false)
  })

  it('has one spelling: reading it again changes nothing', () => {
    fc.assert(
      fc.property(fc.oneof(fc.emailAddress(), fc.string()), (text) => {
        const once = canonicalEmail(text)
        if (once !== undefined) expect(canonicalEmail(once)).toBe(once)
      }),
      { numRuns: 1_000 },
    )
  })
})
