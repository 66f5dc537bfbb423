import type { Node } from 'constructs'
import { dataCentres, stageNamed, type DataCentre, type Stage } from './stages.ts'

/** What is chosen when a template is made, each by the context of its name (`--context stage=prod`). */
export interface Choices {
  readonly stage?: string
  /** `none`, `all`, or names joined by commas. */
  readonly dataCentres?: string
  /** The name of an SES identity that exists already: a domain or an e-mail address. */
  readonly mailIdentity?: string
}

/** The choices in the context of the command line. */
export const choicesOf = (node: Node): Choices => {
  const chosen = (name: keyof Choices): Choices => {
    const value: unknown = node.tryGetContext(name)
    return value === undefined ? {} : { [name]: String(value) }
  }
  return { ...chosen('stage'), ...chosen('dataCentres'), ...chosen('mailIdentity') }
}

const IDENTITY = /^(?:[!-?A-~]+@)?(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+[a-z0-9-]*[a-z]$/

const dataCentreNamed = (name: string): DataCentre => {
  const known = dataCentres.find((one) => one.name === name)
  if (!known)
    throw new Error(
      `There is no data centre "${name}": use all, none, or of ${dataCentres.map((one) => one.name).join(', ')}`,
    )
  return known
}

const chosenDataCentres = (chosen: string, { name, mayHaveOwnSignUp }: Stage): readonly DataCentre[] => {
  if (chosen === 'all') return dataCentres
  if (chosen !== 'none') return [...new Set(chosen.split(','))].map(dataCentreNamed)
  if (mayHaveOwnSignUp) return []
  throw new Error(`In ${name} people sign in with their vendor account only: choose data centres, not "none"`)
}

const chosenIdentity = (chosen: string): string => {
  if (IDENTITY.test(chosen)) return chosen
  throw new Error(`The mail identity "${chosen}" is neither a domain nor an e-mail address`)
}

/** The stage as it is chosen; throws for a choice that is unknown, or that the stage does not allow. */
export const stageOf = ({ stage: name = 'dev', dataCentres: centres, mailIdentity }: Choices): Stage => {
  const stage = stageNamed(name)
  return {
    ...stage,
    ...(centres !== undefined && { dataCentres: chosenDataCentres(centres, stage) }),
    ...(mailIdentity !== undefined && { mailIdentity: chosenIdentity(mailIdentity) }),
  }
}
