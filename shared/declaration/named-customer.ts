import type { GateRequest } from './gate.ts'

/** A request whose path names a customer; throws for an operation that is not on a customer. */
export const namedCustomer = <R extends GateRequest>({ customerId, ...request }: R) => {
  if (customerId === undefined) throw new Error('The operation is not on a customer')
  return { ...request, customerId }
}
