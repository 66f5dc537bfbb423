import type { HttpDeclaration } from '../../shared/declaration/operation.ts'
import { call, type Called, type CallOptions } from '../support/describe/call.ts'
import { handlerOf, type AreaOperation } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { MISSING, type Attacker, type Cast, type Target } from './cast.ts'
import { expectedRefusal, type Relation } from './oracle.ts'

const RELATIONS = ['own', 'foreign', 'missing', 'administered'] as const

/** The code of the problem that was answered. */
export const codeOf = ({ body }: Called): string | undefined =>
  typeof body['title'] === 'string' ? String(body['type']).replace('/problems/', '') : undefined

/** One attacker and one target. */
export interface Case {
  readonly attacker: Attacker
  readonly relation: (typeof RELATIONS)[number]
  readonly target: Target
  readonly refusal: string | undefined
}

/** Every attacker with every target of an operation, and what its declaration says to it. */
export const casesOf = ({ operation }: AreaOperation, { attackers, theirs, another }: Cast): Case[] =>
  attackers.flatMap((attacker) =>
    RELATIONS.filter((relation) => relation !== 'administered' || attacker.administers).map((relation) => {
      const { owns, administers } = attacker
      const others = [owns.customerId, administers?.customerId].includes(another.customerId)
        ? theirs
        : another
      const target = {
        own: { ...theirs, ...owns },
        foreign: others,
        missing: MISSING,
        administered: { ...others, customerId: administers?.customerId ?? MISSING.customerId },
      }[relation]
      const relationTo = (named: keyof Target): Relation => {
        if (relation === 'missing') return 'missing'
        return target[named] === owns[named] ? 'own' : 'foreign'
      }
      const roleHere = administers?.customerId === target.customerId ? administers.role : undefined
      return {
        attacker,
        relation,
        target,
        refusal: expectedRefusal(operation.declaration, attacker, relationTo, roleHere),
      }
    }),
  )

let serial = 0

/** The case in which an operation admits somebody to what is theirs. */
export const admittedTo = (tested: AreaOperation, cast: Cast): Case => {
  const found = casesOf(tested, cast).find(({ refusal }) => refusal === undefined)
  if (!found) throw new Error(`Nobody is admitted to ${tested.name}`)
  return found
}

/** Whether an operation finds a customer by a domain that is taken. */
export const findsOwner = ({ reads = [] }: HttpDeclaration): boolean => reads.includes('domainOwner')

/** Something valid to ask, on the target. */
export const inputFor = (
  { operation: { declaration } }: AreaOperation,
  { target }: Case,
): Record<string, unknown> => {
  const named = Object.entries(target).filter(([name]) => declaration.on.path.includes(`{${name}}`))
  const sample: Record<string, unknown> = {
    ...Object(sampleOf(declaration.input)),
    ...Object.fromEntries(named),
  }
  return {
    ...sample,
    ...('admins' in sample ? { admins: [target.admin] } : {}),
    ...('code' in sample ? { code: target.code } : {}),
    ...(findsOwner(declaration) ? { domain: target.domain } : {}),
  }
}

/** Asks as the attacker, something valid unless told. */
export const ask = async (
  tested: AreaOperation,
  one: Case,
  input: Record<string, unknown> = inputFor(tested, one),
  options: CallOptions = {},
): Promise<Called> =>
  call(tested.operation, await handlerOf(tested), one.attacker.who, input, {
    ifMatch: '"1"',
    ...(tested.operation.declaration.idempotencyKey ? { idempotencyKey: `attack-${(serial += 1)}` } : {}),
    ...options,
  })
