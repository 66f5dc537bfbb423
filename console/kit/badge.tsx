import type { ComponentChildren } from 'preact'

export type Tone = 'good' | 'warning' | 'bad' | 'neutral'

/** A state in a word or two; its tone only repeats what it says. */
export const Badge = ({ tone, children }: { tone: Tone; children: ComponentChildren }) => (
  <span class={`badge ${tone}`}>{children}</span>
)
