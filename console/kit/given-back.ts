/** Gives the focus back to what had it, and to the heading of the page once that is gone without another having it. */
export const giveBack = (to: Element | null): void => {
  if (to instanceof HTMLElement && to.isConnected) to.focus()
  const ended = new AbortController()
  const end = (): void => {
    ended.abort()
    removals.disconnect()
  }
  const check = (): void => {
    if (to?.isConnected === true || document.activeElement !== document.body) return
    document.querySelector('h1')?.focus({ preventScroll: true })
  }
  const removals = new MutationObserver(check)
  removals.observe(document.body, { childList: true, subtree: true })
  document.addEventListener('focusin', end, { signal: ended.signal })
  check()
}
