import { cut } from './cut.ts'
import { type Finding, nextFrame } from './element.ts'
import { focus } from './focus.ts'
import { placeholders } from './placeholders.ts'
import { shifts } from './shifts.ts'
import { sideways } from './sideways.ts'
import { structure } from './structure.ts'
import { targets } from './targets.ts'
import { thai } from './thai.ts'
import { violations } from './violations.ts'

export { arrival, beginning, go } from './arrival.ts'

/** All faults of the page as it is now; the focus is moved about last. */
export const findings = async (language: string): Promise<Finding[]> => {
  await document.fonts.ready
  await nextFrame()
  await nextFrame()
  return [
    ...shifts(),
    ...structure(language),
    ...cut(),
    ...sideways(),
    ...targets(),
    ...placeholders(),
    ...thai(),
    ...focus(),
    ...violations(),
  ]
}
