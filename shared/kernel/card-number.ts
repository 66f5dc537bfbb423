const INVISIBLE = /\p{Default_Ignorable_Code_Point}/gu
const DIGIT = /\p{Nd}/gu
const BETWEEN = /[\s\p{Pd}._]{1,2}/u
const RUN = new RegExp(`\\d+(?:${BETWEEN.source}\\d+)*`, 'gu')
const FEWEST_DIGITS = 13
const MOST_DIGITS = 19
const SMALLEST_GROUP = 3

const isDigit = (codePoint: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(codePoint))

/** The value of a decimal digit of any script: each script has ten in a row, from zero to nine. */
const valueOf = (digit: string): string => {
  const codePoint = digit.codePointAt(0) ?? 0
  let zero = codePoint
  while (zero > 0 && isDigit(zero - 1)) zero -= 1
  return String((codePoint - zero) % 10)
}

const passesLuhn = (digits: string): boolean => {
  let sum = 0
  for (const [index, digit] of [...digits].reverse().entries()) {
    const value = Number(digit) * (index % 2 === 0 ? 1 : 2)
    sum += value > 9 ? value - 9 : value
  }
  return sum % 10 === 0
}

const isCardLike = (groups: readonly string[]): boolean => {
  const digits = groups.join('')
  return digits.length >= FEWEST_DIGITS && digits.length <= MOST_DIGITS && passesLuhn(digits)
}

/** Groups as cards are written, of three digits or more, or all of one size; others are dates, amounts and telephone numbers. */
const areOfACard = (groups: readonly string[]): boolean =>
  groups.every(({ length }) => length >= SMALLEST_GROUP || length === groups[0]?.length)

const holdsCard = (groups: readonly string[]): boolean =>
  isCardLike(groups) ||
  groups.some((_first, from) =>
    Array.from({ length: MOST_DIGITS }, (_, more) => groups.slice(from, from + more + 1)).some(
      (some) => areOfACard(some) && isCardLike(some),
    ),
  )

/** Whether a text holds 13–19 digits that pass the Luhn check, in any decimal script, also grouped and next to other numbers (R43). */
export const looksLikeCardNumber = (text: string): boolean => {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '').replace(DIGIT, valueOf)
  return (plain.match(RUN) ?? []).some((run) => holdsCard(run.split(BETWEEN)))
}
