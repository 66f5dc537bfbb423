import type { Client } from '../../../shared/client/client.ts'

export type CustomerId = NonNullable<Parameters<Client['getConsoleCustomer']>[0]>['customerId']

/** The id in an address, as the API takes it; a bad one it answers like a missing one. */
export const customerIdOf = (params: Readonly<Record<string, string>>): CustomerId =>
  params['customerId'] ?? ''
