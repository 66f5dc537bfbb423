import { createPartnerCode } from '../../shared/mapping/contract.ts'
import { CODE_BYTES, issue, partnerCode } from '../../shared/mapping/partner-code.ts'
import { partnerCodeRecord } from '../../shared/mapping/records.ts'
import { digestOf } from '../edge/partner-code-digest.ts'
import { servePartner } from '../edge/serve.ts'
import { world } from '../outside/world.ts'

export const handler = servePartner(createPartnerCode, ({ caller, now }) => {
  const code = partnerCode(world.randomHex(CODE_BYTES))
  const issued = issue({ digest: digestOf(code), partnerId: caller.partnerId }, now, world.realMs())
  return {
    answer: { code, expiresAt: issued.endsAt },
    changes: [partnerCodeRecord.putNew(issued)],
  }
})
