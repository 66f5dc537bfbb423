import * as arrange from '../support/arrange.ts'

/** The action of the table that commits. */
export const COMMIT = 'TransactWriteItems'

type Arranged = Awaited<ReturnType<typeof arrange.payout>>

/** What freezes a payout between a decision about it and its commit: the rule, the refusal, and how it happens. */
export const overtaking: readonly (readonly [
  rule: string,
  code: string,
  overtake: (of: Pick<Arranged, 'partner' | 'sale'>) => Promise<unknown>,
])[] = [
  ['R8', 'payouts-frozen', ({ partner }) => arrange.deactivatePartner(partner)],
  ['R48', 'claw-back-outstanding', ({ sale }) => arrange.refunded(sale, { amount: 12_000 })],
]
