import { expect, it } from 'vitest'
import { takesBody, type HttpDeclaration, type Operation } from '../../../shared/declaration/operation.ts'
import { writes } from '../../../shared/declaration/grants.ts'
import { expectRefusal, lasting, type Ask, type Asked } from './expect-refusal.ts'
import { describeGateRefusals } from './gate-refusals.ts'
import type { TestTable } from '../table/test-table.ts'

interface Refusing {
  readonly operation: Operation<HttpDeclaration>
  readonly table: TestTable
  /** A way in which the operation would be done. */
  readonly scenario: () => Promise<Asked>
  readonly ask: Ask
}

/** Tests the refusals that an operation's declaration implies: nobody, another role, foreign, revoked, invalid, replayed, stale. */
export const describeImpliedRefusals = ({ operation, table, scenario, ask }: Refusing): void => {
  const { declaration } = operation
  const refused = expectRefusal(table)

  it('refused: not-signed-in, email-not-verified, an id token', async () => {
    const asking = await scenario()
    await refused('not-signed-in', 'unauthenticated', () => ask({ ...asking, as: undefined }))
    await refused('email-not-verified', 'forbidden', () =>
      ask(asking, { claims: { email_verified: 'false' } }),
    )
    await refused('not-signed-in', 'unauthenticated', () => ask(asking, { claims: { token_use: 'id' } }))
  })

  it('refused: invalid-input for unknown and misplaced members', async () => {
    const asking = await scenario()
    const called = await refused('invalid-input', 'invalid', () =>
      ask({ ...asking, input: { ...asking.input, nobodyKnows: 'this' } }),
    )
    expect(called.body['issues']).toContainEqual({ pointer: '/nobodyKnows', detail: 'is not known here' })
  })

  if (takesBody(declaration))
    it('refused: malformed-body, body-too-large', async () => {
      const asking = await scenario()
      for (const rawBody of ['{"half":', '[]', '"text"', '{"a":'.repeat(40) + '1' + '}'.repeat(40)])
        await refused('malformed-body', 'invalid', () => ask(asking, { rawBody }))
      await refused('body-too-large', 'too-large', () =>
        ask(asking, { rawBody: JSON.stringify({ a: 'x'.repeat(70_000) }) }),
      )
    })

  describeGateRefusals({ declaration, scenario, ask, refused })

  if (declaration.idempotencyKey && writes(operation))
    it('replayed: the same key and input give the same answer once', async () => {
      const asking = await scenario()
      const idempotencyKey = 'the-same-key'
      const first = await ask(asking, { idempotencyKey })
      expect(first.status).toBe(declaration.on.success)
      const before = lasting(await table.items())
      expect(await ask(asking, { idempotencyKey })).toEqual(first)
      expect(lasting(await table.items())).toEqual(before)
    })

  if (declaration.idempotencyKey === 'required')
    it('refused: idempotency-key-required', async () => {
      const asking = await scenario()
      await refused('idempotency-key-required', 'invalid', () => ask(asking, { idempotencyKey: undefined }))
    })

  if (declaration.ifMatch)
    it('refused: if-match-required, changed-meanwhile', async () => {
      const asking = await scenario()
      await refused('if-match-required', 'precondition-required', () => ask(asking, { ifMatch: undefined }))
      for (const ifMatch of ['"999"', '*', 'W/"1"', ''])
        await refused('changed-meanwhile', 'stale', () => ask(asking, { ifMatch }))
    })
}
