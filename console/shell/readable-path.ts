const decoded = (segment: string): string | undefined => {
  try {
    return decodeURIComponent(segment)
  } catch {
    return undefined
  }
}

const readable = (segment: string): string =>
  decoded(segment) === undefined ? segment.replaceAll('%', '%25') : segment

/** Escapes in the address of the page what routes cannot read, so that it leads nowhere. */
export const makeReadable = (): void => {
  const address = new URL(location.href)
  const path = address.pathname.slice(1).replace(/^\/+/, encodeURIComponent)
  address.pathname = `/${path.split('/').map(readable).join('/')}`
  if (address.href !== location.href) history.replaceState(history.state, '', address)
}
