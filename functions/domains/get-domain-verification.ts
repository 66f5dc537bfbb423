import { getDomainVerification } from '../../shared/domains/contract.ts'
import {
  verificationRecord,
  verificationState,
  VerificationMethod,
} from '../../shared/domains/verification.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(getDomainVerification, ({ customer }) => {
  const { domain, verification } = customer
  return {
    answer: {
      ...verificationState(customer),
      records: VerificationMethod.options.map((method) =>
        verificationRecord(domain, verification.code, method),
      ),
    },
  }
})
