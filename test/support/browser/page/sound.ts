import { cut } from './cut.ts'
import type { Finding } from './element.ts'
import { focus } from './focus.ts'
import { placeholders } from './placeholders.ts'
import { shifts } from './shifts.ts'
import { sideways } from './sideways.ts'
import { structure } from './structure.ts'
import { targets } from './targets.ts'
import { thai } from './thai.ts'
import { violations } from './violations.ts'

export { forgetShifts, shiftSum } from './shifts.ts'

const frame = (): Promise<unknown> => new Promise((resolve) => requestAnimationFrame(resolve))

/** All faults of the page as it is now; the focus is moved about last. */
export const findings = async (language: string): Promise<Finding[]> => {
  await document.fonts.ready
  await frame()
  await frame()
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
