import * as z from 'zod'
import type { Access } from '../access/access.ts'
import { CustomerLine, customerLine, summarize, type Customer } from '../customers/customer.ts'
import { PartnerId } from '../kernel/id.ts'
import type { Instant } from '../kernel/time.ts'
import { TransferShown, transferShown, type Transfer } from '../mapping/transfer.ts'
import type { Partner } from '../partners/partner.ts'

/** An organisation as its own administrators see it: what it has, who manages it, and its transfer while one is open (R14, R16). */
export const Organization = z
  .strictObject({
    ...CustomerLine.shape,
    partner: z.strictObject({ partnerId: PartnerId, companyName: z.string() }).optional(),
    access: z.enum(['granted', 'revoked', 'no-partner']),
    transfer: TransferShown.optional(),
    version: z.int(),
  })
  .meta({ id: 'Organization' })

/** The organisation at an instant, with the version that this is. */
export const organization = (
  customer: Customer,
  { status }: Access,
  partner: Partner | undefined,
  transfer: Transfer | undefined,
  version: number,
  at: Instant,
) => ({
  ...customerLine(summarize(customer), at),
  ...(partner ? { partner: { partnerId: partner.partnerId, companyName: partner.company.name } } : {}),
  access: status,
  ...(transfer ? { transfer: transferShown(transfer) } : {}),
  version,
})
