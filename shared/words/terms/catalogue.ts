import type { TermsText, TermsVersion } from '../../applications/terms.ts'

/** The text of every version of the terms in one language; a version without its text does not compile. */
export type Catalogue = Readonly<Record<TermsVersion, TermsText>>
