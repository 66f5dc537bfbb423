import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { preferredLanguage } from '../../shared/kernel/accept-language.ts'
import { Language } from '../../shared/kernel/text.ts'

describe('the language that a request asks for', () => {
  it.each<[string | undefined, Language]>([
    [undefined, 'en'],
    ['', 'en'],
    ['th', 'th'],
    ['th-TH', 'th'],
    ['TH-th;q=0.8', 'th'],
    ['pt-BR,pt;q=0.9,en;q=0.8', 'pt-BR'],
    ['pt', 'pt-BR'],
    ['pt-PT', 'pt-BR'],
    ['en-GB, th;q=0.9', 'en'],
    ['th;q=0.4, pt;q=0.5', 'pt-BR'],
    ['pt;q=0.5, th;q=0.5', 'pt-BR'],
    ['th;q=0.5, pt;q=0.5', 'th'],
    ['de-DE, fr;q=0.9', 'en'],
    ['de, th;q=0.1', 'th'],
    ['zh-Hant-TW, th-TH-u-ca-gregory;q=0.3', 'th'],
    ['*', 'en'],
    ['th;q=0.5, *', 'en'],
    ['*;q=0.1, pt-BR;q=0.2', 'pt-BR'],
    ['en;q=0, *', 'th'],
    ['en;q=0, th;q=0, *;q=0.5', 'pt-BR'],
    ['th;q=0', 'en'],
    ['en;q=0', 'en'],
    ['th ; q=0.9 ,\tpt ; q=1.000', 'pt-BR'],
    ['th;q=2', 'en'],
    ['th;q=', 'en'],
    ['th;level=1, pt;q=0.1', 'pt-BR'],
    ['thai, ,;q=1,', 'en'],
    ['__proto__, constructor', 'en'],
  ])('%s → %s', (header, language) => expect(preferredLanguage(header)).toBe(language))

  it('is one of ours whatever is sent, and found in time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 500 }), (header) => {
        expect(Language.options).toContain(preferredLanguage(header))
      }),
    )
    for (const bomb of ['th;', 'th-', ',', ' ', 'th;q=0.0', `th${' '.repeat(100)}`])
      expect(Language.options).toContain(preferredLanguage(`th${bomb.repeat(100_000)}!`))
  })
})
