import { sha256 } from './sha256.ts'

const ULID_DIGITS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const DIGEST_BITS = 80

/** A number in the digits of a ULID. */
const inDigits = (number: bigint, digits: number): string =>
  [...number.toString(32).padStart(digits, '0')]
    .map((digit) => ULID_DIGITS.charAt(parseInt(digit, 32)))
    .join('')

/** The ULID of a fact, the same for good: its time is that of the fact in milliseconds, all else of it a digest of what names the fact. */
export const lastingUlid = (ms: number, name: string): string => {
  const digest = BigInt(`0x${sha256(name)}`)
  return `${inDigits(BigInt(ms), 10)}${inDigits(BigInt.asUintN(DIGEST_BITS, digest), 16)}`
}
