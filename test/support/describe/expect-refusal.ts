import { expect } from 'vitest'
import { statusOf } from '../../../functions/edge/problem-details.ts'
import type { ProblemKind } from '../../../shared/kernel/problem.ts'
import type { StoredItem } from '../../../shared/table/table.ts'
import type { Somebody } from '../arrange.ts'
import type { Inspected } from '../table/inspected.ts'
import type { Called, CallOptions } from './call.ts'

/** Who asks what of an operation, whatever it takes. */
export interface AnyAsking extends Pick<CallOptions, 'ifMatch'> {
  readonly as: Somebody
  readonly input: object
}

/** Asks the operation under test; without an idempotency key of the test's own it is another request each time. */
export type Ask = (
  asking: Omit<AnyAsking, 'as'> & { readonly as: Somebody | undefined },
  options?: CallOptions,
) => Promise<Called>

/** Items without the bindings of e-mails to subjects, which even a request that is refused may add. */
export const withoutBindings = (items: readonly StoredItem[]): readonly StoredItem[] =>
  items.filter(({ pk }) => !/^(SUBJECT|PERSONAL)#/.test(pk))

/** Expects that asking is refused as the problem says and leaves everything as it was. */
export const expectRefusal =
  (table: Inspected) =>
  async (code: string, kind: ProblemKind, ask: () => Promise<Called>): Promise<Called> => {
    const before = withoutBindings(await table.items())
    const called = await ask()
    expect({ code: called.body['type'], status: called.status }).toEqual({
      code: `/problems/${code}`,
      status: statusOf[kind],
    })
    expect(called.headers['content-type']).toBe('application/problem+json')
    expect(withoutBindings(await table.items())).toEqual(before)
    return called
  }
