/** A host name as WHATWG URLs write it: A-labels, lower case, no trailing dot; `undefined` where it is no host name. */
export const canonicalHost = (text: string): string | undefined => {
  if (/[\s/\\@:?#%[\]]/u.test(text)) return undefined
  const parsed = URL.parse(`http://${text}/`)
  if (parsed === null) return undefined
  const host = parsed.hostname.replace(/\.$/, '')
  return host === '' || host.length > 253 ? undefined : host
}
