import { useAsk } from '../../api/ask.ts'
import { useOwnOrganizations, type AnswerOf, type OwnOrganization } from '../../api/me.ts'
import type { CustomerId } from '../customers/customer-id.ts'

export type PartnerAccess = AnswerOf<'getPartnerAccess'>
export type Organization = AnswerOf<'getOrganization'>

/** The organisation, who manages it, and in which role the person administers it. */
export const useOurPartner = (customerId: CustomerId) => {
  const own: OwnOrganization | undefined = useOwnOrganizations().data?.answer.items.find(
    (organization) => organization.customerId === customerId,
  )
  const organization = useAsk(['getOrganization', customerId], (api, signal) =>
    api.getOrganization({ customerId }, { signal }),
  )
  const access = useAsk(['getPartnerAccess', customerId], (api, signal) =>
    api.getPartnerAccess({ customerId }, { signal }),
  )
  return { own, organization, access }
}
