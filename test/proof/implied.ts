interface Guard {
  readonly operation: string
  readonly guard: string
}

/** Guards that another one of the same commit makes good, so that no history can tell whether they are there; with the reason. */
const IMPLICATIONS: readonly { readonly guard: RegExp; readonly by: RegExp; readonly because: string }[] = [
  {
    guard: /^Update PARTNER\/ROW when pk/,
    by: /^Put CUSTOMER\/CUSTOMER when version/,
    because: 'a row goes only with its customer, whose version the same commit holds',
  },
  {
    guard: /^Put AUDIT#(\w+) when attribute_not_exists/,
    by: /^Put (\w+\/\w+) when (version|attribute_not_exists)/,
    because: 'an entry is as new as the version of its entity, which the same commit holds',
  },
  {
    guard: /^Put IDEMPOTENCY\/ANSWER/,
    by: /^Put \w+\/\w+ when version/,
    because: 'the same request at once meets the version that the first one made, and then its answer',
  },
]

/** Why a guard that no test misses is held all the same; `undefined` where it is not. */
export const impliedBy = (operation: string, guard: string, guards: readonly Guard[]): string | undefined =>
  IMPLICATIONS.filter((implication) => implication.guard.test(guard))
    .filter(({ by }) => guards.some((other) => other.operation === operation && by.test(other.guard)))
    .map(({ because }) => `implied: ${because}`)[0]
