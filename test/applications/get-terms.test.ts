import { expect, it } from 'vitest'
import { handler } from '../../functions/applications/get-terms.ts'
import { termsIn } from '../../functions/edge/terms-words.ts'
import { submit, TERMS_VERSION } from '../../shared/applications/application.ts'
import { getTerms } from '../../shared/applications/contract.ts'
import { TERMS, type TermsText } from '../../shared/applications/terms.ts'
import { ApplicationId } from '../../shared/kernel/id.ts'
import { Language } from '../../shared/kernel/text.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { FORBIDDEN } from '../../shared/management/forbidden.ts'
import { delegationWords } from '../../shared/words/delegation/words.ts'
import { newId } from '../../functions/outside/new-id.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'

const read = (input: Readonly<Record<string, unknown>>, acceptLanguage?: string) =>
  call(getTerms, handler, undefined, input, { acceptLanguage })

describeOperation(getTerms, handler, {
  done: {
    title: 'R4 R6 answers anybody the current terms, since when they count, and where their page is',
    arrange: async () => ({ as: arrange.somebody(), input: {} }),
    then: async (answer) => {
      expect(answer).toMatchObject({
        version: TERMS_VERSION,
        currentVersion: TERMS_VERSION,
        effectiveOn: '2026-01-01',
        language: 'en',
        address: 'https://console.example.com/terms/2026-01?lang=en',
      })
      const named = await read({ version: TERMS_VERSION })
      expect(named).toMatchObject({ status: 200, body: answer })
      expect(named.headers).not.toHaveProperty('etag')
    },
  },
  also: () => {
    it.each([
      ['th-TH, en;q=0.5', 'th'],
      ['pt', 'pt-BR'],
      ['de', 'en'],
    ])('R4 answers who reads %s in %s', async (acceptLanguage, language) => {
      const { status, headers, body } = await read({}, acceptLanguage)
      expect({ status, headers, body }).toMatchObject({
        status: 200,
        headers: { 'content-language': language, vary: 'Accept-Language' },
        body: { language, address: `https://console.example.com/terms/2026-01?lang=${language}` },
      })
    })

    it('R4 names a version that an applicant can accept', async () => {
      const { currentVersion } = (await read({})).body
      const at = Instant.parse('2026-03-01T09:00:00.000Z')
      const form = {
        ...arrange.form(),
        applicationId: newId(ApplicationId, 'app', at),
        applicant: arrange.somebody('applicant').email,
      }
      expect(submit({ ...form, acceptedTerms: String(currentVersion) }, at).terms).toEqual({
        version: currentVersion,
        acceptedAt: at,
      })
    })
  },
  refuses: {
    'terms-not-found': async () => ({ as: arrange.somebody(), input: { version: '2025-01' } }),
  },
})

const versions = TERMS.map(({ version }) => version)

const paragraphsOf = ({ text }: TermsText): string[][] =>
  text.map(({ heading, paragraphs }) => [heading, ...paragraphs])

/** The numbers in each paragraph, in the order of their size, as languages place them differently. */
const numbersIn = (text: TermsText) =>
  paragraphsOf(text).map((section) => section.map((paragraph) => (paragraph.match(/\d+/g) ?? []).toSorted()))

it.each(versions)(
  'R4 says the same in every language: sections, paragraphs and numbers of %s',
  async (version) => {
    const { [version]: english } = await termsIn('en')
    for (const language of Language.options) {
      const { [version]: text } = await termsIn(language)
      expect(numbersIn(text), language).toEqual(numbersIn(english))
      for (const words of [text.title, text.notice, ...paragraphsOf(text).flat()])
        expect(words.trim(), language).toBe(words)
    }
  },
)

it.each(Language.options)(
  'R4 R51 names the ten that a partner never does, in the words of %s',
  async (language) => {
    const { [TERMS_VERSION]: terms } = await termsIn(language)
    const numbered = FORBIDDEN.map(
      (code, index) => `${index + 1}. ${delegationWords[language].forbidden[code]}`,
    )
    expect(terms.text.map(({ paragraphs }) => paragraphs)).toContainEqual([...numbered, expect.any(String)])
  },
)
