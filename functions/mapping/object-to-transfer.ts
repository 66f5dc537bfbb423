import { accessRecord } from '../../shared/access/records.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { accessRevoked } from '../../shared/kernel/problems.ts'
import { transferObjected } from '../../shared/mapping/changes.ts'
import { objectToTransfer } from '../../shared/mapping/contract.ts'
import { transferRecord } from '../../shared/mapping/records.ts'
import { objectionToSupport, toAllSides, wordsOf } from '../../shared/mapping/transfer-mails.ts'
import { object, transferNotFound } from '../../shared/mapping/transfer.ts'
import { transferLine } from '../../shared/mapping/transfer-view.ts'
import { servePartner } from '../edge/serve.ts'

const reads = { transfer: transferRecord.or(transferNotFound) }

export const handler = servePartner(
  objectToTransfer,
  reads,
  async ({ transfer, input, caller, get, now }) => {
    const { partnerId } = caller
    const objected = object(transfer, partnerId, input.reason, now)
    const [customer, access] = await Promise.all([get(customerRecord, transfer), get(accessRecord, transfer)])
    if (access.status === 'revoked') throw accessRevoked({ revokedAt: access.since })
    return {
      answer: transferLine(objected, partnerId),
      changes: [...transferObjected(transfer, objected), accessRecord.unchanged(access)],
      outbox: [
        ...toAllSides('transfer-objected', customer, objected, { ...wordsOf(objected), note: input.reason }),
        objectionToSupport(objected),
      ],
    }
  },
)
