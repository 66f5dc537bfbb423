let isPressed = false
addEventListener('pointerdown', () => (isPressed = true), { capture: true })
for (const end of ['pointerup', 'pointercancel'])
  addEventListener(end, () => (isPressed = false), { capture: true })

/** Does something now, or once the pointer that is down has been let go, so that nothing moves away from under it. */
export const onceReleased = (act: () => void): void => {
  if (!isPressed) return act()
  const ended = new AbortController()
  const letGo = (): void => {
    ended.abort()
    // The click comes after the pointer is up.
    setTimeout(act)
  }
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, letGo, { signal: ended.signal })
}
