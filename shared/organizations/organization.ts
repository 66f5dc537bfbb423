import * as z from 'zod'
import type { Access } from '../access/access.ts'
import { Customer, CustomerLine, begun, customerLine, summarize } from '../customers/customer.ts'
import type { Instant } from '../kernel/time.ts'
import type { Transfer } from '../mapping/transfer.ts'
import { TransferShown, transferShown } from '../mapping/transfer-view.ts'
import type { Partner } from '../partners/partner.ts'
import { PartnerName, partnerName } from '../partners/partner-name.ts'

interface Existing extends Pick<
  Customer,
  'customerId' | 'domain' | 'organizationName' | 'country' | 'language' | 'superAdmin' | 'subscription'
> {
  readonly code: string
}

/** An existing customer of the vendor as it is brought in: verified, and without a partner (R14). */
export const bringIn = ({ code, ...described }: Existing, at: Instant): Customer => ({
  ...begun(described.domain, at),
  ...described,
  appointments: 1,
  verification: { code, verifiedAt: at },
})

/** Who manages an organisation, and its transfer while one is open. */
const managing = {
  partner: PartnerName.optional(),
  transfer: TransferShown.optional(),
}

interface Managing {
  readonly partner?: Partner | undefined
  readonly transfer?: Transfer | undefined
}

const managed = ({ partner, transfer }: Managing) => ({
  ...(partner ? { partner: partnerName(partner) } : {}),
  ...(transfer ? { transfer: transferShown(transfer) } : {}),
})

/** An organisation as its own administrators see it: what it has, who manages it, and its transfer while one is open (R14, R16). */
export const Organization = z
  .strictObject({
    ...CustomerLine.shape,
    ...managing,
    access: z.enum(['granted', 'revoked', 'no-partner']),
    version: z.int(),
  })
  .meta({ id: 'Organization' })

/** The organisation at an instant, with the version that this is. */
export const organization = (
  customer: Customer,
  { status }: Access,
  by: Managing,
  version: number,
  at: Instant,
) => ({
  ...customerLine(summarize(customer), at),
  ...managed(by),
  access: status,
  version,
})

/** An organisation as the programme team finds it by its domain. */
export const FoundOrganization = z
  .strictObject({
    ...CustomerLine.omit({ domainState: true, trial: true }).shape,
    state: CustomerLine.shape.domainState,
    superAdmin: Customer.shape.superAdmin,
    ...managing,
  })
  .meta({ id: 'FoundOrganization' })

/** The organisation at an instant, with its partner and its open transfer where it has them. */
export const foundOrganization = (customer: Customer, at: Instant, by: Managing = {}) => {
  const { domainState: state, trial: _notShown, ...line } = customerLine(summarize(customer), at)
  return { ...line, state, superAdmin: customer.superAdmin, ...managed(by) }
}
