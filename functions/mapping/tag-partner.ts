import { billingRecord } from '../../shared/billing/records.ts'
import { domainNotVerified, isVerified } from '../../shared/customers/customer.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { partnerCodeInvalid, valid } from '../../shared/mapping/partner-code.ts'
import { digestOf, partnerCodeRecord } from '../../shared/mapping/records.ts'
import { administratorChangesRecord } from '../../shared/people/records.ts'
import { consented } from '../edge/consent.ts'
import { serveOrganization } from '../edge/serve.ts'

const reads = {
  administratorChanges: administratorChangesRecord,
  billing: billingRecord,
  code: partnerCodeRecord.keyedBy(({ code }: { readonly code: string }) => ({ digest: digestOf(code) })),
}

export const handler = serveOrganization(tagPartner, reads, async (request) => {
  const { customer, now } = request
  const code = valid(request.code, now)
  const { partnerId } = code
  const { answer, changes, outbox } = await consented(request, partnerId, partnerCodeInvalid())
  if (!isVerified(customer)) throw domainNotVerified()
  return {
    answer,
    changes: [...changes, partnerCodeRecord.remove(code, { equals: { partnerId } }, partnerCodeInvalid())],
    outbox,
  }
})
