import { expect } from 'vitest'
import { statusOf } from '../../../functions/edge/problem-details.ts'
import type { ProblemKind } from '../../../shared/kernel/problem.ts'
import type { StoredItem } from '../../../shared/table/table.ts'
import type { Somebody } from '../arrange.ts'
import type { Inspected } from '../table/inspected.ts'
import type { Called, CallOptions } from './call.ts'

/** Who asks what of an operation, whatever it takes. */
export interface AnyAsking extends Pick<CallOptions, 'ifMatch' | 'idempotencyKey' | 'rawBody' | 'headers'> {
  readonly as: Somebody
  readonly input: object
}

/** Asks the operation under test; without an idempotency key of the test's own it is another request each time. */
export type Ask = (
  asking: Omit<AnyAsking, 'as'> & { readonly as: Somebody | undefined },
  options?: CallOptions,
) => Promise<Called>

/** Whether an item is a line of the log of an organisation. */
export const isLine = ({ pk }: StoredItem): boolean => pk.startsWith('LOG#')

/** The lines of refused attempts in the logs of organisations. */
export const refusedLines = (items: readonly StoredItem[]): readonly StoredItem[] =>
  items.filter((item) => isLine(item) && item['outcome'] === 'refused')

/** Items without the lines of refused attempts and their counts, which a refusal of a partner admin adds (R53). */
export const withoutRefusals = (items: readonly StoredItem[]): readonly StoredItem[] => {
  const refused = new Set(refusedLines(items))
  return items.filter((item) => !refused.has(item) && !item.pk.startsWith('REFUSALS#'))
}

/** Items without what even a request that is refused may add: the bindings of e-mails to subjects, and lines of refused attempts. */
export const withoutBindings = (items: readonly StoredItem[]): readonly StoredItem[] =>
  withoutRefusals(items).filter(({ pk }) => !/^(SUBJECT|PERSONAL)#/.test(pk))

/** Expects that a request was refused as the problem says. */
const expectProblem = (called: Called, code: string, kind: ProblemKind): void => {
  expect({ code: called.body['type'], status: called.status }).toEqual({
    code: `/problems/${code}`,
    status: statusOf[kind],
  })
  expect(called.headers['content-type']).toBe('application/problem+json')
}

/** Expects that asking is refused as the problem says and leaves everything as it was. */
export const expectRefusal =
  (table: Inspected) =>
  async (code: string, kind: ProblemKind, ask: () => Promise<Called>): Promise<Called> => {
    const before = withoutBindings(await table.items())
    const called = await ask()
    expectProblem(called, code, kind)
    expect(withoutBindings(await table.items())).toEqual(before)
    return called
  }

/** Expects that asking comes to a refusal by the outside, which is recorded: asking again under the same key is refused alike and changes nothing. */
export const expectRecordedRefusal =
  (table: Inspected) =>
  async (code: string, kind: ProblemKind, ask: () => Promise<Called>): Promise<Called> => {
    expectProblem(await ask(), code, kind)
    return expectRefusal(table)(code, kind, ask)
  }
