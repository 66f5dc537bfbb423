import * as z from 'zod'

/** Letters, digits and hyphens; `xn---abc` is refused here, as Node's URL parser decodes it although RFC 3492 does not. */
const LABEL = /^(?!-|xn---[a-z0-9]*$)[a-z0-9-]{1,63}(?<!-)$/
const IPV4 = /^\d+(?:\.\d+){3}$/
const LONGEST_NAME = 253

const A_LABEL = /xn--/i

/** Node's URL parser checks the A-labels of a name only if the name is not ASCII, so a name with A-labels is parsed behind this label. */
const NOT_ASCII = { written: 'ü.', parsed: 'xn--tda.' }

/** A name that the URL parser would give back as it is: ASCII in lower case, and no number at its end, which would be an address. */
const PLAIN = /^(?:[a-z0-9-]+\.)*[a-z][a-z0-9-]*$/

const hostOf = (name: string): string | undefined => {
  if (PLAIN.test(name) && !name.includes('xn--')) return name
  if (!A_LABEL.test(name)) return URL.parse(`http://${name}/`)?.hostname
  const host = URL.parse(`http://${NOT_ASCII.written}${name}/`)?.hostname
  return host?.startsWith(NOT_ASCII.parsed) ? host.slice(NOT_ASCII.parsed.length) : undefined
}

/** A host name as WHATWG URLs write it: A-labels, lower case, no trailing dot; `undefined` for an address and where it is no host name. */
export const canonicalHost = (text: string): string | undefined => {
  if (/[\s/\\@:?#%[\]]/u.test(text)) return undefined
  const host = hostOf(text)?.replace(/\.$/, '')
  if (host === undefined || host.length > LONGEST_NAME || IPV4.test(host)) return undefined
  return host.split('.').every((label) => LABEL.test(label)) ? host : undefined
}

/** A check that reads a text into its one spelling, worked out once; what has none is refused. */
export const readInto =
  (canonical: (text: string) => string | undefined, message: string) =>
  (payload: z.core.ParsePayload<string>): void => {
    const spelling = canonical(payload.value)
    if (spelling === undefined) payload.issues.push({ code: 'custom', input: payload.value, message })
    else payload.value = spelling
  }

/** A domain in any spelling, read into the one that `canonical` gives it; what it gives none is refused (R11). */
export const domainIn = (canonical: (text: string) => string | undefined) =>
  z
    .string()
    .max(255)
    .check(readInto(canonical, 'must be a domain such as example.co.th, without scheme, port or path'))
    .meta({ pattern: '^[^/\\\\@:?#%\\[\\]]+$', examples: ['example.co.th'] })
