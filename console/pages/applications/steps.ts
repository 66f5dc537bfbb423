import { useChosen } from '../../list/filters.tsx'
import type { WordsKey } from '../../words/en.ts'

interface StepOf {
  readonly name: string
  readonly label: WordsKey
  /** What is filled in there, by pointer. */
  readonly within: readonly string[]
}

/** The steps of the application in their order (R2, R3, R4). */
export const STEPS = [
  { name: 'company', label: 'apply.company', within: ['/company', '/language'] },
  { name: 'address', label: 'apply.address', within: ['/address'] },
  { name: 'expertise', label: 'apply.expertise', within: ['/primaryExpertise'] },
  { name: 'plan', label: 'apply.plan', within: ['/experience', '/partnershipPlan'] },
  { name: 'terms', label: 'apply.terms', within: ['/acceptedTerms'] },
  { name: 'review', label: 'apply.review', within: [] },
] as const satisfies readonly StepOf[]
export type Step = (typeof STEPS)[number]

const [first, ...others] = STEPS

/** The step that the address says; the first where it says none. */
export const useStep = (): Step => {
  const chosen = useChosen(
    'step',
    others.map(({ name }) => name),
  )
  return others.find(({ name }) => name === chosen) ?? first
}

/** The step that a pointer is filled in at. */
export const stepOf = (pointer: string): Step | undefined =>
  STEPS.find(({ within }) => within.some((start) => pointer === start || pointer.startsWith(`${start}/`)))

/** The steps before and after one. */
export const besides = ({ name }: Step): { readonly before?: Step; readonly after?: Step } => {
  const place = STEPS.findIndex((step) => step.name === name)
  const [before, after] = [STEPS[place - 1], STEPS[place + 1]]
  return { ...(before ? { before } : {}), ...(after ? { after } : {}) }
}

/** What the address says while a step is shown; nothing at the first. */
export const queryOf = ({ name }: Step): Readonly<Record<string, string | undefined>> => ({
  step: name === first.name ? undefined : name,
})
