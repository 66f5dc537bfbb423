import { getDomainVerification } from '../../shared/domains/contract.ts'
import {
  verificationRecord,
  verificationState,
  VerificationMethod,
} from '../../shared/domains/verification.ts'
import { serveOnCustomer } from '../edge/serve.ts'

export const handler = serveOnCustomer(getDomainVerification, [], ({ customer }) => {
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
