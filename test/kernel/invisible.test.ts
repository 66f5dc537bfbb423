import { describe, expect, it } from 'vitest'
import { Company } from '../../shared/partners/company.ts'
import { looksLikeCardNumber } from '../../shared/kernel/card-number.ts'
import { fold } from '../../shared/kernel/fold.ts'
import { withoutInvisible } from '../../shared/kernel/invisible.ts'
import { Line, Name } from '../../shared/kernel/text.ts'

const company = { name: 'Siam', email: 'info@siam.example', phone: '+6621234567' }

describe('R5 R12 R19 R43 what shows nothing', () => {
  it.each(['\u00AD', '\u200B', '\u3164', '\uFEFF', '\u{E0001}', '\u2800', '\uFFFC', '\u{1D159}'])(
    'is the same for names, texts, card numbers, tax numbers and searches: %j',
    (sign) => {
      expect(withoutInvisible(`a${sign}b`)).toBe('ab')
      expect(fold(`a${sign}b`)).toBe('ab')
      expect(Name(9).safeParse(`a${sign}b`).success).toBe(false)
      expect(Line(9).safeParse(sign).success).toBe(false)
      expect(looksLikeCardNumber(`41111111${sign}11111111`)).toBe(true)
      expect(Company.parse({ ...company, taxId: `01055${sign}61234567` }).taxId).toBe('0105561234567')
    },
  )
  it('is no line break, blank or other control character', () => {
    expect(withoutInvisible('a\tb\nc d\u0000')).toBe('a\tb\nc d\u0000')
  })
})
