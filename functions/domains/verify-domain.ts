import { claimEnded, customerChanged } from '../../shared/customers/changes.ts'
import { prove } from '../../shared/customers/claim.ts'
import { customerExists, isVerified } from '../../shared/customers/customer.ts'
import { recipientsOf, superAdminRecipient } from '../../shared/customers/recipients.ts'
import { domainOwnerRecord } from '../../shared/customers/records.ts'
import { verifyDomain } from '../../shared/domains/contract.ts'
import {
  verificationRecord,
  verificationState,
  type Diagnosis,
  type VerificationRecord,
} from '../../shared/domains/verification.ts'
import { UserId } from '../../shared/kernel/id.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { partnerRecord } from '../../shared/partners/records.ts'
import { trialCounted, trialUnscheduled } from '../../shared/trials/changes.ts'
import { domainTrialRecord } from '../../shared/trials/records.ts'
import { firstUserAdded } from '../../shared/users/changes.ts'
import { superAdminUser } from '../../shared/users/user.ts'
import { trialOwner } from '../../shared/trials/trial-owner.ts'
import { askDns } from '../outside/dns.ts'
import { fetchVerificationFile } from '../outside/fetch-verification-file.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'
import { newId } from '../outside/new-id.ts'

/** Each way to judge is read when it is needed, as the bundle is near its limit. */
const judge = async (domain: string, record: VerificationRecord): Promise<Diagnosis> => {
  if (record.method === 'HTML') {
    const { diagnoseFile } = await import('../../shared/domains/verification-file.ts')
    const { answers, servers } = await fetchVerificationFile(domain, record.host)
    return diagnoseFile(record, answers, servers)
  }
  const { diagnose } = await import('../../shared/domains/verification-dns.ts')
  const { lookup, servers } = await askDns(record.name, record.method)
  return diagnose(record, lookup, servers)
}

export const handler = servePartnerOnCustomer(
  verifyDomain,
  async ({ customer, input: { method }, find, get, now }) => {
    if (isVerified(customer)) return { answer: verificationState(customer) }
    const { customerId, domain, organizationName, verification, trial } = customer
    const record = verificationRecord(domain, verification.code, method)
    const diagnosis = await judge(domain, record)
    if (diagnosis.result !== 'verified') return { answer: { ...verificationState(customer), diagnosis } }
    const owner = trial && (await trialOwner(customer))
    const counted = owner && (await find(domainTrialRecord, owner))
    const proven = prove(customer, method, counted !== undefined, now)
    const ended = proven.trial?.endReason ? proven.trial : undefined
    const told = ended ? recipientsOf(customer, await get(partnerRecord, customer)) : []
    return {
      answer: { ...verificationState(proven), diagnosis },
      changes: [
        ...customerChanged(customer, proven, {
          action: 'domain.verified',
          details: { domain, method, ...(ended ? { trialEndReason: ended.endReason } : {}) },
        }),
        domainOwnerRecord.putNew({ domain, customerId }, customerExists()),
        ...claimEnded(customer),
        ...(owner && !counted ? [trialCounted({ ...owner, customerId }, now)] : []),
        ...(ended ? trialUnscheduled(customerId) : []),
        ...firstUserAdded(superAdminUser(proven, newId(UserId, 'usr', now), now)),
      ],
      outbox: [
        { kind: 'end-other-claims', domain },
        mail('domain-verified', superAdminRecipient(customer), { organizationName, domain }),
        ...told.map((to) => mail('trial-used-before', to, { organizationName, domain, endedAt: now })),
      ],
    }
  },
)
