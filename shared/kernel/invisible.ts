/** What shows nothing, for a character class: what Unicode lets be ignored, and three symbols without a sign. */
export const INVISIBLE = String.raw`\p{Default_Ignorable_Code_Point}\u2800\uFFFC\u{1D159}`

/** Each character that shows nothing. */
export const ALL_INVISIBLE = new RegExp(`[${INVISIBLE}]`, 'gu')

/** The text without what shows nothing; line breaks and other control characters stay. */
export const withoutInvisible = (text: string): string => text.replace(ALL_INVISIBLE, '')
