import * as z from 'zod'
import { EmailAddress } from '../kernel/email-address.ts'
import { PersonId } from '../kernel/id.ts'
import { Instant } from '../kernel/time.ts'

/**
 * Whose address it is. `named`: a person entered the address; `bound`: from the first sign-in on it belongs to
 * one subject of the issuer, as addresses are reused by other people.
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
])
export type Subject = z.infer<typeof Subject>
export type NamedSubject = Extract<Subject, { state: 'named' }>
export type BoundSubject = Extract<Subject, { state: 'bound' }>

/** An address that is entered for the first time. */
export const named = (email: EmailAddress, personId: PersonId): NamedSubject => ({
  state: 'named',
  email,
  personId,
})

/** Binds an address to the subject that signs in with it first. */
export const bind = ({ email, personId }: NamedSubject, sub: string, at: Instant): BoundSubject => ({
  state: 'bound',
  email,
  personId,
  sub,
  since: at,
})

/** The address and names of a person: the only item that says whom a person id names. */
export const PersonalDetails = z.object({
  personId: PersonId,
  email: EmailAddress,
  firstName: z.string().optional(),
  lastName: z.string().optional(),
})
export type PersonalDetails = z.infer<typeof PersonalDetails>
