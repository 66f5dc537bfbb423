import { decodePunycode } from './punycode.ts'

const LABEL = /^(?!-)[a-z0-9-]{1,63}(?<!-)$/
const A_LABEL = 'xn--'
const IPV4 = /^\d+(?:\.\d+){3}$/
const LONGEST_NAME = 253

const hostOf = (text: string): string | undefined => URL.parse(`http://${text}/`)?.hostname

/** Whether a label is spelt as host names are; an A-label must be what its own meaning is written as. */
const isLabel = (label: string): boolean => {
  if (!LABEL.test(label) || !label.startsWith(A_LABEL)) return LABEL.test(label)
  const meaning = decodePunycode(label.slice(A_LABEL.length))
  return meaning !== undefined && /[^\p{ASCII}]/u.test(meaning) && hostOf(meaning) === label
}

/** A host name as WHATWG URLs write it: A-labels, lower case, no trailing dot; `undefined` for an address and where it is no host name. */
export const canonicalHost = (text: string): string | undefined => {
  if (/[\s/\\@:?#%[\]]/u.test(text)) return undefined
  const host = hostOf(text)?.replace(/\.$/, '')
  if (host === undefined || host.length > LONGEST_NAME || IPV4.test(host)) return undefined
  return host.split('.').every(isLabel) ? host : undefined
}
