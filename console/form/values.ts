import type { BodyLimits } from '../../shared/client/route.ts'
import { issueCodes, type IssueCode } from '../../shared/kernel/issue-codes.ts'

/** What is wrong with a member of what was sent, by its JSON pointer. */
export interface Issue {
  readonly pointer: string
  readonly code: IssueCode
  readonly min?: number
  readonly max?: number
  readonly earliest?: string
  readonly latest?: string
  readonly allowed?: readonly string[]
}

export type Control = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement
type Tree = { [member: string]: unknown }

export const isControl = (element: EventTarget | null): element is Control =>
  element instanceof HTMLInputElement ||
  element instanceof HTMLSelectElement ||
  element instanceof HTMLTextAreaElement

/** The controls of a form whose names are JSON pointers into what is sent. */
export const controlsOf = (form: HTMLFormElement): readonly Control[] =>
  [...form.elements].filter(isControl).filter(({ name }) => name.startsWith('/'))

/** Boxes whose names end so make a list of those that are ticked. */
const BOX_END = '/-'
const isBox = (name: string): boolean => name.endsWith(BOX_END)
/** The pointer of what a control belongs to: of its value, or of the list that its box is for. */
const placeOf = (name: string): string => (isBox(name) ? name.slice(0, -BOX_END.length) : name)

/** The first control of what lies at a pointer, or around it. */
export const controlAt = (form: HTMLFormElement, pointer: string): Control | undefined =>
  controlsOf(form).find(({ name }) => pointer === placeOf(name) || pointer.startsWith(`${placeOf(name)}/`))

/** The ticked boxes of a list, as one text; none of its values holds a comma. */
export const listOf = (text: string): readonly string[] => text.split(',').filter((value) => value !== '')

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null

const setAt = (tree: Tree, pointer: string, value: unknown): void => {
  const members = pointer.slice(1).split('/')
  const last = members.pop() ?? ''
  let inner = tree
  for (const member of members) {
    const next = inner[member]
    const found: Tree = isTree(next) ? next : {}
    inner[member] = found
    inner = found
  }
  inner[last] = value
}

/** A text as the API takes it, which is judged and sent; a draft keeps it as it was typed. */
export const asTaken = (text: string): string => text.trim().normalize('NFC')

/** What one control holds; `undefined` where nothing is chosen or written. */
const valueOf = (control: Control, mayBeEmpty: boolean): unknown => {
  if (control instanceof HTMLInputElement && (control.type === 'checkbox' || control.type === 'radio')) {
    if (control.dataset['as'] === 'boolean') return control.checked
    return control.checked ? control.value : undefined
  }
  const value = asTaken(control.value)
  const { as } = control.dataset
  if (as === 'lines') return value.split(/[\n,;]/).flatMap((line) => line.trim() || [])
  if (value === '' && !mayBeEmpty) return undefined
  return as === 'number' && /^-?\d+$/.test(value) ? Number(value) : value
}

/** What a form holds, as the body of its operation; a number that is none is sent as it was written, so that the server says so. */
export const bodyOf = (form: HTMLFormElement, limits: BodyLimits): Tree => {
  const body: Tree = {}
  for (const [name, controls] of Map.groupBy(controlsOf(form), (control) => control.name)) {
    const { required, min } = limits[name] ?? {}
    const values = controls
      .map((control) => valueOf(control, required === true && min === 0))
      .filter((value) => value !== undefined)
    if (isBox(name)) setAt(body, placeOf(name), values)
    else if (values.length > 0) setAt(body, name, values.at(-1))
  }
  return body
}

/** What a form holds as texts by name, as it is kept in a draft. */
export const textsOf = (form: HTMLFormElement): Record<string, string> => {
  const texts: Record<string, string> = {}
  for (const control of controlsOf(form)) {
    const { name, value } = control
    if (control instanceof HTMLInputElement && control.type === 'checkbox')
      texts[name] = [...listOf(texts[name] ?? ''), ...(control.checked ? [value] : [])].join(',')
    else if (!(control instanceof HTMLInputElement && control.type === 'radio' && !control.checked))
      texts[name] = value
  }
  return texts
}

/** Puts a text of a draft, or of somebody else's, into a control. */
export const putText = (control: Control, text: string): void => {
  if (control instanceof HTMLInputElement && control.type === 'checkbox')
    control.checked = listOf(text).includes(control.value)
  else if (control instanceof HTMLInputElement && control.type === 'radio')
    control.checked = text === control.value
  else control.value = text
}

/** The first text that lacks the form that it is to have. */
const formlessIn = (texts: readonly unknown[], { pattern, code }: BodyLimits[string]) => {
  if (pattern === undefined || code === undefined) return undefined
  const form = new RegExp(pattern, 'u')
  return texts.some((text) => typeof text === 'string' && !form.test(text)) ? code : undefined
}

const issueOf = (control: Control, limits: BodyLimits): Issue | undefined => {
  const { name: pointer } = control
  const { [pointer]: own = {}, [`${pointer}/-`]: ofMembers = {} } = limits
  const { required, min, max } = own
  const value = valueOf(control, required === true && min === 0)
  const isEmpty = value === undefined || (Array.isArray(value) && value.length === 0)
  if (isEmpty) return required === true ? { pointer, code: 'required' } : undefined
  if (typeof value === 'string' && control.dataset['as'] !== 'number') {
    const { length } = value
    if (max !== undefined && length > max) return { pointer, code: 'too-long', max }
    if (min !== undefined && length < min) return { pointer, code: 'too-short', min }
  }
  const code = Array.isArray(value) ? formlessIn(value, ofMembers) : formlessIn([value], own)
  if (code !== undefined) return { pointer, code }
  if (typeof value === 'number') {
    if (max !== undefined && value > max) return { pointer, code: 'too-big', max }
    if (min !== undefined && value < min) return { pointer, code: 'too-small', min }
  }
  return undefined
}

/** What the limits say of a field that was left; one that is empty may still be filled. */
export const issueLeftIn = (control: Control, limits: BodyLimits): Issue | undefined => {
  const issue = issueOf(control, limits)
  return issue?.code === 'required' ? undefined : issue
}

/** What the limits say of a form before it is sent; the rest is for the server to judge. */
export const issuesOf = (form: HTMLFormElement, limits: BodyLimits, within = ''): readonly Issue[] => {
  const radios = new Set(
    controlsOf(form).flatMap((control) =>
      control instanceof HTMLInputElement && control.type === 'radio' && control.checked ? control.name : [],
    ),
  )
  const seen = new Set<string>()
  return controlsOf(form).flatMap((control) => {
    const { name } = control
    if (!name.startsWith(within) || radios.has(name) || seen.has(name)) return []
    const issue = issueOf(control, limits)
    if (issue === undefined) return []
    seen.add(name)
    return [issue]
  })
}

const isIssue = (value: unknown): value is Issue =>
  isTree(value) &&
  typeof value['pointer'] === 'string' &&
  typeof value['code'] === 'string' &&
  value['code'] in issueCodes

/** The issues in the details of a refusal. */
export const issuesIn = (details: Readonly<Record<string, unknown>>): readonly Issue[] => {
  const { issues } = details
  return Array.isArray(issues) ? issues.filter(isIssue) : []
}
