import { handler as answer } from '../../functions/mapping/answer-tag-request.ts'
import { handler as tag } from '../../functions/mapping/tag-partner.ts'
import { world } from '../../functions/outside/world.ts'
import type { Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { answerTagRequest, tagPartner } from '../../shared/mapping/contract.ts'
import { tagRequestRecord } from '../../shared/mapping/records.ts'
import type { TagRequest } from '../../shared/mapping/tag-request.ts'
import { reader } from '../../shared/table/reader.ts'
import type { StoredItem } from '../../shared/table/table.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { expectOnePartner } from './one-partner.ts'

/** An organisation without a partner, and two partners that may ask it. */
export const organization = async () => {
  const { customer, superAdmin } = await arrange.unmappedCustomer()
  const asking = async () => {
    const asked = await arrange.partner()
    await arrange.bind(asked.admin)
    return asked
  }
  return { customer, superAdmin, first: await asking(), second: await asking() }
}

/** The same with a tag request of the first partner. */
export const askedOrganization = async () => {
  const arranged = await organization()
  return { ...arranged, tagRequest: await arrange.tagRequest(arranged.first.partner, arranged.customer) }
}

/** The super admin enters the code of a partner. */
export const enter = (as: arrange.Somebody, { customerId }: Customer, code: string) =>
  call(tagPartner, tag, as, { customerId, code })

/** The super admin answers a tag request with its consent. */
export const accept = (as: arrange.Somebody, { customerId, tagRequestId }: TagRequest) =>
  call(answerTagRequest, answer, as, { customerId, tagRequestId, answer: 'map' })

/** The tag requests of a table. */
export const requestsIn = (items: readonly StoredItem[]): TagRequest[] =>
  items.filter(({ sk }) => sk === 'TAG-REQUEST').map((item) => tagRequestRecord.parse(item))

/** Expects that an organisation that had no partner has one or none, everywhere alike; returns it as it is stored. */
export const expectOneMapping = ({ customerId }: Customer, items: readonly StoredItem[]) => {
  expectOnePartner(items, customerId, undefined)
  return reader(world.table).get(customerRecord, { customerId })
}
