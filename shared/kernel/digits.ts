const DIGIT = /\p{Nd}/gu

const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint))

/** The value of a decimal digit of any script: each script has ten in a row, from zero to nine. */
const valueOf = (digit: string): string => {
  const codePoint = digit.codePointAt(0) ?? 0
  let zero = codePoint
  while (zero > 0 && isDigit(zero - 1)) zero -= 1
  return String((codePoint - zero) % 10)
}

/** The text with the decimal digits of every script as 0 to 9. */
export const withAsciiDigits = (text: string): string => text.replace(DIGIT, valueOf)
