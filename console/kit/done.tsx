import type { ComponentChildren } from 'preact'
import { useEffect, useRef } from 'preact/hooks'

/** What has been done and what follows; takes the focus, as the button that did it is often gone. */
export const Done = ({ children }: { children: ComponentChildren }) => {
  const notice = useRef<HTMLParagraphElement>(null)
  useEffect(() => notice.current?.focus(), [])
  return (
    <p class="notice good" role="status" tabIndex={-1} ref={notice}>
      {children}
    </p>
  )
}
