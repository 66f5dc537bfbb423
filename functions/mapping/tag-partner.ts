import { isVerified } from '../../shared/customers/customer.ts'
import { tagPartner } from '../../shared/mapping/contract.ts'
import { domainNotVerified } from '../../shared/mapping/mapping.ts'
import { partnerCodeInvalid, partnerOf } from '../../shared/mapping/partner-code.ts'
import { partnerCodeRecord } from '../../shared/mapping/records.ts'
import { consented } from '../edge/consent.ts'
import { digestOf } from '../edge/partner-code-digest.ts'
import { serveOrganization } from '../edge/serve.ts'

const reads = {
  code: partnerCodeRecord.keyedBy(({ code }: { readonly code: string }) => ({ digest: digestOf(code) })),
}

export const handler = serveOrganization(tagPartner, reads, async (request) => {
  const { code, customer, now } = request
  const partnerId = partnerOf(code, now)
  const { answer, changes, outbox } = await consented(request, partnerId, partnerCodeInvalid())
  if (!isVerified(customer)) throw domainNotVerified()
  return {
    answer,
    changes: [
      ...changes,
      ...(code ? [partnerCodeRecord.remove(code, { equals: { partnerId } }, partnerCodeInvalid())] : []),
    ],
    outbox,
  }
})
