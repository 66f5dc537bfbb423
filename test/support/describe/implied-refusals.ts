import { expect, it } from 'vitest'
import { type HttpDeclaration, type Operation } from '../../../shared/declaration/operation.ts'
import { writes } from '../../../shared/declaration/grants.ts'
import type { Inspected } from '../table/inspected.ts'
import { expectRefusal, withoutBindings, type AnyAsking, type Ask } from './expect-refusal.ts'
import { describeGateRefusals } from './gate-refusals.ts'
import { describeUnsigned } from './unsigned.ts'

interface Refusing {
  readonly operation: Operation<HttpDeclaration>
  readonly table: Inspected
  /** A way in which the operation would be done. */
  readonly scenario: () => Promise<AnyAsking>
  /** The code with which a repetition is refused, where the operation ends the caller's own right. */
  readonly repeated: string | undefined
  readonly ask: Ask
}

/** Tests the refusals that an operation's declaration implies once the table is read: those of its gates, replayed, stale. */
export const describeImpliedRefusals = ({ operation, table, scenario, repeated, ask }: Refusing): void => {
  const { declaration } = operation
  const refused = expectRefusal(table)

  describeGateRefusals({ declaration, scenario, ask, refused })
  if (declaration.signed) describeUnsigned({ signed: declaration.signed, scenario, ask, refused })

  if (declaration.idempotencyKey && writes(operation))
    it('replayed: the same key and input give the same answer once', async () => {
      const asking = await scenario()
      const idempotencyKey = 'the-same-key'
      const first = await ask(asking, { idempotencyKey })
      expect(first.status).toBe(declaration.on.success)
      if (repeated) {
        await refused(repeated, 'missing', () => ask(asking, { idempotencyKey }))
        return
      }
      const before = withoutBindings(await table.items())
      expect(await ask(asking, { idempotencyKey })).toEqual(first)
      expect(withoutBindings(await table.items())).toEqual(before)
    })

  if (declaration.ifMatch)
    it('refused: changed-meanwhile', async () => {
      const asking = await scenario()
      for (const ifMatch of ['"999"', '"998", "999"', `W/${asking.ifMatch}`, '"*"', ''])
        await refused('changed-meanwhile', 'stale', () => ask(asking, { ifMatch }))
      for (const ifMatch of ['999', '*, "999"', asking.ifMatch?.replaceAll('"', '') ?? ''])
        await refused('invalid-input', 'invalid', () => ask(asking, { ifMatch }))
    })

  if (declaration.ifMatch)
    it('done: If-Match with * names any version, and with a list one of several (RFC 9110, section 13.1.1)', async () => {
      for (const ifMatchOf of [
        () => '*',
        (tag: string) => `"999", ${tag}`,
        (tag: string) => `W/${tag},${tag}`,
      ]) {
        const asking = await scenario()
        const { status } = await ask(asking, { ifMatch: ifMatchOf(asking.ifMatch ?? '') })
        expect(status).toBe(declaration.on.success)
      }
    })
}
