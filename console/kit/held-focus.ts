import type { RefObject } from 'preact'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'

const isGone = (element: HTMLElement): boolean => !element.isConnected || element.matches(':disabled')

/** Keeps the focus within a part: while the control that has it is gone or disabled, a button has it instead, if there is one, and no alert. */
export const useHeldFocus = (part: RefObject<HTMLElement>, button: RefObject<HTMLButtonElement>): void => {
  const last = useRef<HTMLElement | undefined>(undefined)
  const instead = useRef<HTMLElement | undefined>(undefined)
  useEffect(() => {
    const ended = new AbortController()
    const focused = ({ target }: FocusEvent): void => {
      if (target instanceof HTMLElement && target.role !== 'alert') last.current = target
    }
    part.current?.addEventListener('focusin', focused, { signal: ended.signal })
    return () => ended.abort()
  }, [])
  useLayoutEffect(() => {
    const { activeElement, body } = document
    const { current: control } = last
    const { current: before } = instead
    if (before !== undefined && !isGone(before)) {
      instead.current = undefined
      if (activeElement === button.current) before.focus()
    } else if (
      control !== undefined &&
      isGone(control) &&
      (activeElement === body || activeElement === control || activeElement?.role === 'alert')
    ) {
      instead.current = control
      button.current?.focus()
    }
  })
}
