import { customerChanged } from '../../shared/customers/changes.ts'
import { isVerified } from '../../shared/customers/customer.ts'
import { superAdminOf } from '../../shared/customers/sides.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import {
  diagnose,
  verificationRecord,
  verificationState,
  verified,
} from '../../shared/domains/verification.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { askDns } from '../dns.ts'
import { serveOnCustomer } from '../serve.ts'

export const handler = serveOnCustomer(verifyDomain, [], async ({ customer, input: { method }, now }) => {
  if (isVerified(customer)) return { answer: verificationState(customer) }
  const { domain, organizationName, verification } = customer
  const record = verificationRecord(domain, verification.code, method)
  const { lookup, servers } = await askDns(record.name, method)
  const diagnosis = diagnose(record, lookup, servers)
  if (diagnosis.result !== 'verified') return { answer: { ...verificationState(customer), diagnosis } }
  const proven = { ...customer, verification: verified(verification, method, now) }
  return {
    answer: { ...verificationState(proven), diagnosis },
    changes: customerChanged(customer, proven, { action: 'domain.verified', details: { domain, method } }),
    outbox: [mail('domain-verified', superAdminOf(customer), { organizationName, domain })],
  }
})
