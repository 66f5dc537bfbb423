import type { ComponentChildren } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'

interface AlertProps {
  readonly class?: string
  readonly children: ComponentChildren
}

/** What is to be read now: it is told to screen readers, seen though it came below the window's edge, and takes a focus that is lost. */
export const Alert = ({ class: look, children }: AlertProps) => {
  const alert = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    alert.current?.scrollIntoView({ block: 'nearest' })
    if (document.activeElement === document.body) alert.current?.focus()
  }, [])
  return (
    <div class={look} role="alert" tabIndex={-1} ref={alert}>
      {children}
    </div>
  )
}
