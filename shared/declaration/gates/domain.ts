import { domainNotVerified, isVerified } from '../../customers/customer.ts'
import type { Gate } from '../gate.ts'

/** The organisation has proven its domain; until then nothing in it is managed, by nobody (R22). */
export const domain: Gate<never> = {
  applies: ({ onBehalf }) => onBehalf !== undefined,
  reads: [],
  checks: () => [],
  refuses: () => [domainNotVerified],
  admit: ({ customer }, _declaration, capacity) => {
    if (capacity && customer && !isVerified(customer)) throw domainNotVerified()
    return capacity
  },
  conditionsOf: () => [],
}
