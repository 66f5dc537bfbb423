import { isOrganizationRole, type Capacity } from '../../shared/kernel/caller.ts'
import { customerNotFound, roleRequired } from '../../shared/kernel/problems.ts'
import type { Gate, GateFacts, GateRead, GateRequest } from '../../shared/declaration/gate.ts'
import { rolesOf, type HttpDeclaration } from '../../shared/declaration/operation.ts'
import { keyText, type Preloaded } from '../../shared/table/reader.ts'
import type { Change } from '../../shared/table/record.ts'

/** Everything that the gates of an operation read. */
export const readsOf = (gates: readonly Gate[]): readonly GateRead[] => gates.flatMap(({ reads }) => reads)

/** What the gates have read. */
export const factsOf = (
  gates: readonly Gate[],
  request: GateRequest,
  items: Preloaded,
): Omit<GateFacts, 'now'> =>
  readsOf(gates).reduce<Omit<GateFacts, 'now'>>((facts, { key, fact }) => {
    const item = items.get(keyText(key(request)))
    return item ? { ...facts, ...fact(item) } : facts
  }, request)

/** Admits the request in a capacity or refuses it; rights come from the table as it is now, never from a token. */
export const admit = (gates: readonly Gate[], facts: GateFacts, declaration: HttpDeclaration): Capacity => {
  let capacity: Capacity | undefined
  for (const gate of gates) capacity = gate.admit(facts, declaration, capacity)
  if (capacity) return capacity
  const roles = rolesOf(declaration)
  if (roles.length === 0 || roles.includes('applicant')) return { actsAs: 'applicant' }
  throw roles.some(isOrganizationRole) && !facts.membership
    ? customerNotFound()
    : roleRequired({ roles: [...roles] })
}

/** The conditions under which what admitted the caller is still true at the commit. */
export const conditionsOf = (
  gates: readonly Gate[],
  facts: GateFacts,
  capacity: Capacity,
  declaration: HttpDeclaration,
): readonly Change[] => gates.flatMap((gate) => gate.conditionsOf(facts, capacity, declaration))
