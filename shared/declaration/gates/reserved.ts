import { forbiddenToPartnerAdmin } from '../../management/forbidden.ts'
import type { Gate } from '../gate.ts'

/** What the organisation keeps to itself: one of the ten, refused to a partner admin whatever else is true (R51). */
export const reserved: Gate<never> = {
  applies: ({ onBehalf }) => typeof onBehalf === 'object',
  reads: [],
  checks: () => [],
  refuses: () => [forbiddenToPartnerAdmin],
  admit: (_facts, { onBehalf }, capacity) => {
    if (capacity?.actsAs === 'partner-admin' && typeof onBehalf === 'object')
      throw forbiddenToPartnerAdmin({ operation: onBehalf.never })
    return capacity
  },
  conditionsOf: () => [],
}
