import * as z from 'zod'
import { problem } from '../kernel/problem.ts'
import { Language } from '../kernel/text.ts'
import { TERMS_VERSION } from './application.ts'

/** Every version of the terms with the date since which it counts; none is changed or taken away (R4). */
export const TERMS = [{ version: TERMS_VERSION, effectiveOn: '2026-01-01' }] as const

/** A version of the terms. */
export type TermsVersion = (typeof TERMS)[number]['version']

export const termsNotFound = /* @__PURE__ */ problem(
  'terms-not-found',
  {
    kind: 'missing',
    title: 'There is no such version of the terms',
    advice: 'Leave the version out to read the current terms.',
  },
  { currentVersion: z.string() },
)

/** A version of the terms by its name; the current one where none is named, refused where nothing has the name (R4). */
export const findTerms = (version: string = TERMS_VERSION): (typeof TERMS)[number] => {
  const found = TERMS.find((terms) => terms.version === version)
  if (found === undefined) throw termsNotFound({ currentVersion: TERMS_VERSION })
  return found
}

/** A version of the terms with its text in the language that was asked for (R4). */
export const TermsView = z
  .strictObject({
    version: z.string(),
    currentVersion: z.string().meta({ description: 'The version that an applicant accepts at present' }),
    effectiveOn: z.iso.date().meta({ description: 'The date since which the version counts' }),
    address: z.url().meta({ description: 'The page of the console that shows the text' }),
    language: Language.meta({ description: 'The language of the text, as Content-Language says too' }),
    title: z.string(),
    notice: z
      .string()
      .meta({ description: 'What is to be known before reading, such as that it is a draft' }),
    text: z
      .array(z.strictObject({ heading: z.string(), paragraphs: z.array(z.string()) }))
      .meta({ description: 'The text, section by section' }),
  })
  .meta({ id: 'Terms' })

/** The text of a version of the terms in one language, with what is said above it. */
export type TermsText = Pick<z.input<typeof TermsView>, 'title' | 'notice' | 'text'>
