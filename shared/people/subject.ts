import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { PersonId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Instant } from '../kernel/time.ts'

/**
 * Whose address it is. `named`: a person entered the address; `bound`: from the first sign-in on it belongs to
 * one subject of the issuer, as addresses are reused by other people; `released`: support let another subject bind it (R65).
 */
export const Subject = z.discriminatedUnion('state', [
  z.object({ state: z.literal('named'), email: EmailAddress, personId: PersonId }),
  z.object({
    state: z.literal('bound'),
    email: EmailAddress,
    personId: PersonId,
    sub: z.string(),
    since: Instant,
  }),
  z.object({
    state: z.literal('released'),
    email: EmailAddress,
    personId: PersonId,
    /** The subject that it belonged to, which does not bind it again. */
    formerSub: z.string().optional(),
  }),
])
export type Subject = z.infer<typeof Subject>
export type NamedSubject = Extract<Subject, { state: 'named' }>
export type BoundSubject = Extract<Subject, { state: 'bound' }>
export type ReleasedSubject = Extract<Subject, { state: 'released' }>

export const addressNotBound = /* @__PURE__ */ problem('address-not-bound', {
  kind: 'conflict',
  title: 'Nobody has signed in with this address',
  advice: 'Nothing keeps the person from signing in; check the spelling of the address.',
})
export const addressNotReleased = /* @__PURE__ */ problem('address-not-released', {
  kind: 'conflict',
  title: 'The address belongs to an account',
  advice:
    'No former account is kept out by a release. If the account is the wrong one, release the address first.',
})
export const ownAddressUnreleasable = /* @__PURE__ */ problem('own-address-unreleasable', {
  kind: 'forbidden',
  title: 'Nobody releases their own address',
  advice: 'Ask another member of support.',
})

/** An address that is entered for the first time. */
export const named = (email: EmailAddress, personId: PersonId): NamedSubject => ({
  state: 'named',
  email,
  personId,
})

/** Binds an address to the subject that signs in with it first. */
export const bind = (
  { email, personId }: NamedSubject | ReleasedSubject,
  sub: string,
  at: Instant,
): BoundSubject => ({
  state: 'bound',
  email,
  personId,
  sub,
  since: at,
})

/** Whether the subject may use the address: it is theirs, or nobody's and not taken from them (R1, R65). */
export const maySignIn = (subject: Subject | undefined, sub: string): boolean => {
  if (subject?.state === 'bound') return subject.sub === sub
  return subject?.state !== 'released' || subject.formerSub !== sub
}

/** Whether somebody has ever signed in with the address (R13). */
export const hasSignedIn = ({ state }: Subject): boolean => state !== 'named'

/** Whom a release lets in: another subject, or on purpose the former one as well, as after a mistake. */
interface Release {
  readonly by: EmailAddress
  readonly readmitFormer: boolean
}

/**
 * Lets another subject bind the address (R65); refuses one's own, and one that nobody has signed in with. An address that is released
 * already is returned as it is, so that a release sent twice keeps the former subject out, who is let in again only on purpose.
 */
export const release = (subject: Subject, { by, readmitFormer }: Release): ReleasedSubject => {
  if (subject.email === by) throw ownAddressUnreleasable()
  if (subject.state === 'named') throw addressNotBound()
  const { email, personId } = subject
  if (subject.state === 'bound') {
    if (readmitFormer) throw addressNotReleased()
    return { state: 'released', email, personId, formerSub: subject.sub }
  }
  return readmitFormer && subject.formerSub !== undefined ? { state: 'released', email, personId } : subject
}

/** The address and names of a person: the only item that says whom a person id names. */
export const PersonalDetails = z.object({
  personId: PersonId,
  email: EmailAddress,
  firstName: z.string().optional(),
  lastName: z.string().optional(),
})
export type PersonalDetails = z.infer<typeof PersonalDetails>
