import type { Client } from '../../../shared/client/client.ts'

export type ApplicationId = NonNullable<Parameters<Client['getApplication']>[0]>['applicationId']

/** The id in an address, as the API takes it; a bad one it answers like a missing one. */
export const applicationIdOf = (params: Readonly<Record<string, string>>): ApplicationId =>
  params['applicationId'] ?? ''
