import * as arrange from '../support/arrange.ts'

/** A verified customer on a trial, with its partner's card on file and a further administrator, its partner, and two other partners with a code each. */
export const courted = async () => {
  const former = await arrange.partner()
  const { customer, superAdmin } = await arrange.customer(former.partner, { verified: true, trial: true })
  await arrange.withCard(customer)
  const [orgAdmin] = await arrange.orgAdmins(customer, 1)
  const rival = async () => {
    const next = await arrange.partner()
    return { ...next, code: await arrange.partnerCode(next.partner) }
  }
  return {
    former,
    customer,
    customerId: customer.customerId,
    superAdmin,
    orgAdmin,
    first: await rival(),
    second: await rival(),
  }
}
