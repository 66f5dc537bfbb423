import type { RefObject } from 'preact'
import { useEffect } from 'preact/hooks'

/** Gives the focus to an heir once what had it in a part of the page is gone, as when something else comes in its place; nothing is scrolled. */
export const useKeptFocus = (
  part: RefObject<HTMLElement>,
  heir: () => HTMLElement | null = () => part.current,
): void => {
  useEffect(() => {
    const { current } = part
    if (current === null) return
    let last: EventTarget | null = null
    const note = ({ target }: FocusEvent): void => {
      last = target
    }
    const changes = new MutationObserver(() => {
      const isGone = last instanceof Node && !last.isConnected
      if (isGone && document.activeElement === document.body) heir()?.focus({ preventScroll: true })
    })
    current.addEventListener('focusin', note)
    changes.observe(current, { childList: true, subtree: true })
    return () => {
      current.removeEventListener('focusin', note)
      changes.disconnect()
    }
  }, [])
}
