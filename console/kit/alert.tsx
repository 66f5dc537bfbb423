import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

interface AlertProps {
  readonly class?: string
  readonly children: ComponentChildren
}

/** What is to be read now: it is told to screen readers, and seen though it came below the window's edge. */
export const Alert = ({ class: look, children }: AlertProps) => {
  const alert = useRef<HTMLDivElement>(null)
  useEffect(() => alert.current?.scrollIntoView({ block: 'nearest' }), [])
  return (
    <div class={look} role="alert" ref={alert}>
      {children}
    </div>
  )
}
