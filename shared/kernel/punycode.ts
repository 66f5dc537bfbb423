const BASE = 36
const T_MIN = 1
const T_MAX = 26
const SKEW = 38
const DAMP = 700
const FIRST_BIAS = 72
const FIRST_CODE_POINT = 0x80
const LAST_CODE_POINT = 0x10ffff

const digitOf = (character: string): number => {
  const code = character.charCodeAt(0)
  if (code >= 0x61 && code <= 0x7a) return code - 0x61
  return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : BASE
}

const adapted = (delta: number, length: number, isFirst: boolean): number => {
  let rest = Math.floor(delta / (isFirst ? DAMP : 2))
  rest += Math.floor(rest / length)
  let steps = 0
  for (; rest > ((BASE - T_MIN) * T_MAX) / 2; steps += BASE) rest = Math.floor(rest / (BASE - T_MIN))
  return steps + Math.floor(((BASE - T_MIN + 1) * rest) / (rest + SKEW))
}

/** What stands after `xn--` in a label, decoded (RFC 3492); `undefined` where it decodes to nothing. */
export const decodePunycode = (encoded: string): string | undefined => {
  const delimiter = encoded.lastIndexOf('-')
  const decoded =
    delimiter > 0 ? [...encoded.slice(0, delimiter)].map((character) => character.charCodeAt(0)) : []
  let codePoint = FIRST_CODE_POINT
  let bias = FIRST_BIAS
  let position = 0
  for (let at = delimiter > 0 ? delimiter + 1 : 0; at < encoded.length; position += 1) {
    const before = position
    let weight = 1
    for (let k = BASE; ; k += BASE) {
      const digit = digitOf(encoded.charAt(at))
      if (at >= encoded.length || digit >= BASE) return undefined
      at += 1
      position += digit * weight
      const threshold = Math.min(Math.max(k - bias, T_MIN), T_MAX)
      if (digit < threshold) break
      weight *= BASE - threshold
    }
    const length = decoded.length + 1
    bias = adapted(position - before, length, before === 0)
    codePoint += Math.floor(position / length)
    position %= length
    if (codePoint > LAST_CODE_POINT) return undefined
    decoded.splice(position, 0, codePoint)
  }
  return String.fromCodePoint(...decoded)
}
