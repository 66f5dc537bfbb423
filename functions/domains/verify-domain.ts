import { claimSettled, customerChanged } from '../../shared/customers/changes.ts'
import { isVerified } from '../../shared/customers/customer.ts'
import { superAdminRecipient } from '../../shared/customers/recipients.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import { diagnoseFile } from '../../shared/domains/verification-file.ts'
import {
  diagnose,
  verificationRecord,
  verificationState,
  verified,
  type Diagnosis,
  type VerificationRecord,
} from '../../shared/domains/verification.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { askDns } from '../outside/dns.ts'
import { fetchVerificationFile } from '../outside/fetch-verification-file.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

const judge = async (domain: string, record: VerificationRecord): Promise<Diagnosis> => {
  if (record.method === 'HTML') {
    const { answers, servers } = await fetchVerificationFile(domain, record.host)
    return diagnoseFile(record, answers, servers)
  }
  const { lookup, servers } = await askDns(record.name, record.method)
  return diagnose(record, lookup, servers)
}

export const handler = servePartnerOnCustomer(verifyDomain, async ({ customer, input: { method }, now }) => {
  if (isVerified(customer)) return { answer: verificationState(customer) }
  const { domain, organizationName, verification } = customer
  const record = verificationRecord(domain, verification.code, method)
  const diagnosis = await judge(domain, record)
  if (diagnosis.result !== 'verified') return { answer: { ...verificationState(customer), diagnosis } }
  const proven = { ...customer, verification: verified(verification, method, now) }
  return {
    answer: { ...verificationState(proven), diagnosis },
    changes: [
      ...customerChanged(customer, proven, { action: 'domain.verified', details: { domain, method } }),
      ...claimSettled(customer.customerId),
    ],
    outbox: [mail('domain-verified', superAdminRecipient(customer), { organizationName, domain })],
  }
})
