import { beforeEach, describe, expect, it, vi } from 'vitest'
import { handler as approving } from '../../functions/commission/approve-payout.ts'
import { handler as get } from '../../functions/commission/get-commission.ts'
import { handler as list } from '../../functions/commission/list-payouts.ts'
import { handler as paying } from '../../functions/commission/mark-payout-paid.ts'
import { handler as requesting } from '../../functions/commission/request-payout.ts'
import {
  approvePayout,
  getCommission,
  listPayouts,
  markPayoutPaid,
  requestPayout,
} from '../../shared/commission/contract.ts'
import { PayoutId } from '../../shared/kernel/id.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { useMemoryTable } from '../support/table/in-memory.ts'

const usd = (minor: number) => ({ currency: 'USD' as const, minor })

describe('redeeming commission', () => {
  useMemoryTable()
  beforeEach(() => {
    vi.spyOn(console, 'log').mockReturnValue(undefined)
  })
  let keys = 0
  const key = () => ({ idempotencyKey: `key-${(keys += 1)}` })
  const asks = async (as: arrange.Somebody, invoiceReference: string, minor?: number) =>
    call(
      requestPayout,
      requesting,
      as,
      { invoiceReference, ...(minor === undefined ? {} : { amount: usd(minor) }) },
      key(),
    )
  const approves = (as: arrange.Somebody, payoutId: PayoutId) =>
    call(approvePayout, approving, as, { payoutId }, key())
  const pays = (as: arrange.Somebody, payoutId: PayoutId) =>
    call(markPayoutPaid, paying, as, { payoutId }, key())
  const redeemable = async (as: arrange.Somebody) => {
    const { available, reserved, paidOut } = (await call(getCommission, get, as, {})).body
    return { available, reserved, paidOut }
  }

  it('R46 R48 example 10: 120.00 is paid out, 24.00 is clawed back, nothing is approved below zero, and the next 40.00 leaves 16.00', async () => {
    const of = await arrange.partner()
    const { admin } = of
    const [approver, payer] = [await arrange.staff('finance'), await arrange.staff('finance')]
    const sale = await arrange.available(of, 12_000)
    const later = await arrange.available(of, 12_000)
    const asked = await asks(admin, 'INV-1', 12_000)
    const payoutId = PayoutId.parse(asked.body['payoutId'])
    expect(await approves(approver, payoutId)).toMatchObject({ status: 200, body: { state: 'approved' } })
    expect(await pays(payer, payoutId)).toMatchObject({ status: 200, body: { state: 'paid' } })
    expect(await redeemable(admin)).toEqual({
      available: usd(12_000),
      reserved: usd(0),
      paidOut: usd(12_000),
    })

    const next = PayoutId.parse((await asks(admin, 'INV-2')).body['payoutId'])
    await arrange.refunded(sale, { amount: 12_000 })
    expect(await redeemable(admin)).toEqual({
      available: usd(-2_400),
      reserved: usd(12_000),
      paidOut: usd(12_000),
    })
    const outstanding = { status: 409, body: { type: '/problems/claw-back-outstanding' } }
    expect(await approves(approver, next)).toMatchObject(outstanding)
    expect(await asks(admin, 'INV-3')).toMatchObject(outstanding)

    await arrange.available(of, 4_000)
    expect(await redeemable(admin)).toMatchObject({ available: usd(1_600) })
    expect(await approves(approver, next)).toMatchObject({ status: 200, body: { state: 'approved' } })
    await arrange.refunded(later, { amount: 12_000 })
    expect(await redeemable(admin)).toMatchObject({ available: usd(-800) })
    expect(await pays(payer, next)).toMatchObject(outstanding)
    await arrange.available(of, 800)
    expect(await redeemable(admin)).toMatchObject({ available: usd(0) })
    expect(await pays(payer, next)).toMatchObject({ status: 200, body: { state: 'paid' } })
  })

  it('R63 a partner whose access is revoked redeems what it earned', async () => {
    const of = await arrange.partner()
    const { customerId } = await arrange.available(of, 12_000)
    await arrange.revokeAccess(customerId)
    const asked = await asks(of.admin, 'INV-1')
    expect(asked).toMatchObject({ status: 201, body: { amount: usd(12_000) } })
    expect((await call(listPayouts, list, of.admin, {})).body).toEqual({ items: [asked.body] })
    expect(await redeemable(of.admin)).toMatchObject({ reserved: usd(12_000) })
  })

  it('R8 R48 the payouts of a deactivated partner freeze, and go on once it is active again', async () => {
    const { payout, partner } = await arrange.payout()
    const { payoutId } = payout
    const [approver, payer] = [await arrange.staff('finance'), await arrange.staff('finance')]
    const frozen = { status: 409, body: { type: '/problems/payouts-frozen' } }
    await arrange.deactivatePartner(partner)
    expect(await approves(approver, payoutId)).toMatchObject(frozen)
    await arrange.reactivatePartner(partner)
    expect(await approves(approver, payoutId)).toMatchObject({ status: 200 })
    await arrange.deactivatePartner(partner)
    expect(await pays(payer, payoutId)).toMatchObject(frozen)
    await arrange.reactivatePartner(partner)
    expect(await pays(payer, payoutId)).toMatchObject({ status: 200, body: { state: 'paid' } })
  })
})
