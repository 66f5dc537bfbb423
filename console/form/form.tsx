import { createContext, type ComponentChildren } from 'preact'
import { useContext, useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { Answer, Client } from '../../shared/client/client.ts'
import { limits as allLimits } from '../../shared/client/limits.ts'
import type { BodyLimits } from '../../shared/client/route.ts'
import type { Sending } from '../api/change.ts'
import { useKeptChange, type Basis } from '../api/kept-change.ts'
import { useMe } from '../api/me.ts'
import { Skeleton } from '../kit/answered.tsx'
import { useHeldFocus } from '../kit/held-focus.ts'
import { Outcome } from '../kit/outcome.tsx'
import { SentBefore } from '../kit/sent-before.tsx'
import { useWords } from '../words/words.tsx'
import { Conflict, type Difference } from './conflict.tsx'
import { draftOf } from './draft.ts'
import { onceReleased } from './released.ts'
import {
  asTaken,
  bodyOf,
  controlsOf,
  isControl,
  issueLeftIn,
  issuesIn,
  issuesOf,
  putText,
  textsOf,
  type Control,
  type Issue,
} from './values.ts'
import { IssueSummary, useIssueWords } from './issues.tsx'

/** What an operation takes. */
export type InputOf<Name extends keyof Client> = NonNullable<Parameters<Client[Name]>[0]>
export type Texts = Readonly<Record<string, string>>

interface FormState {
  readonly id: string
  readonly limits: BodyLimits
  readonly initial: (pointer: string) => string
  readonly messageAt: (pointer: string) => string | undefined
  /** Checks what lies at or below some pointers; `true` where nothing is wrong. */
  readonly check: (...within: readonly string[]) => boolean
  /** What the form holds now, by pointer. */
  readonly texts: () => Texts
}
const FormContext = createContext<FormState | undefined>(undefined)

export const useForm = (): FormState => {
  const form = useContext(FormContext)
  if (form === undefined) throw new Error('A field stands in a form')
  return form
}

/** The one place that trusts what a form holds unchecked: the API judges it. */
const isInput = <Name extends keyof Client>(body: unknown): body is InputOf<Name> =>
  typeof body === 'object' && body !== null

/** What somebody else has made of it meanwhile. */
interface Theirs {
  /** What the fields would hold, by pointer. */
  readonly texts: Texts
  readonly version: string | undefined
}

/** A conflict that was met; the form goes by that version once the person has chosen. */
interface Met {
  readonly version: string | undefined
  readonly differences: readonly Difference[]
}

interface FormProps<Name extends keyof Client, Output> {
  /** The operation whose limits the fields have, and whose draft is kept. */
  readonly operation: Name
  /** What it is about, where a page has the same form for several things; each has a draft of its own. */
  readonly about?: string
  /** What it is decided on, where it is about something that there is: what was sent is asked for again only while that is shown. */
  readonly basis?: Basis
  /** Limits of the fields that the address takes and not the body. */
  readonly inAddress?: BodyLimits
  /** Fields that must hold something though the operation may leave them out, as a patch does. */
  readonly required?: readonly string[]
  /** `version` is the one that the form goes by. */
  readonly send: (
    api: Client,
    input: InputOf<Name>,
    sending: Sending,
    version: string,
  ) => Promise<Answer<Output>>
  readonly onDone: (answer: Answer<Output>) => void
  /** What the button says it does. */
  readonly action: string
  readonly onCancel?: () => void
  /** What the fields hold at first, by pointer. */
  readonly initial?: Texts
  /** The version that `initial` is of; a later one is read only together with what it holds. */
  readonly version?: string | undefined
  /** Reads the version that is there now; `send` goes by it once the person has chosen. */
  readonly theirs?: () => Promise<Theirs | undefined>
  /** Shows the part of the form that a pointer lies in. */
  readonly reveal?: (pointer: string) => void
  /** Whether the button is shown; yes by default. */
  readonly isComplete?: boolean
  readonly isDangerous?: boolean
  readonly children: ComponentChildren
}

interface DraftedFormProps<Name extends keyof Client, Output> extends FormProps<Name, Output> {
  /** Whose draft it is. */
  readonly email: string
}

const DraftedForm = <Name extends keyof Client, Output>(props: DraftedFormProps<Name, Output>) => {
  const {
    operation,
    about = '',
    basis = '',
    inAddress,
    required = [],
    send,
    onDone,
    action,
    onCancel,
    theirs,
    reveal,
    isComplete = true,
    isDangerous,
    email,
    children,
  } = props
  const { t } = useWords()
  const form = useRef<HTMLFormElement>(null)
  const summary = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  useHeldFocus(form, button)
  // What it began with stays, whatever is read meanwhile.
  const [initial] = useState(props.initial)
  const [path] = useState(location.pathname)
  const draft = useMemo(() => draftOf(email, path, `${operation}:${about}`), [email, path, operation, about])
  // So does the version, though the draft was left and is gone on with later.
  const version = useRef(draft.version ?? props.version)
  const keep = (): void => {
    if (form.current) draft.write({ texts: textsOf(form.current), version: version.current })
  }
  const goBy = (next: string | undefined): void => {
    version.current = next
    keep()
  }
  const limits: BodyLimits = {
    ...allLimits[operation],
    ...inAddress,
    ...Object.fromEntries(
      required.map((at) => [at, { ...allLimits[operation]?.[at], required: true as const }]),
    ),
  }
  const change = useKeptChange({
    operation,
    about: `${path}:${about}`,
    basis,
    change: (api, input: InputOf<Name>, sending) => send(api, input, sending, version.current ?? ''),
    isTold: false,
  })
  const [local, setLocal] = useState<readonly Issue[]>([])
  const [left, setLeft] = useState<ReadonlyMap<string, Issue | undefined>>(new Map())
  const [isChangedSince, setChangedSince] = useState(false)
  const [met, setMet] = useState<Met | undefined>(undefined)
  const refused = useMemo(
    () => (change.problem?.code === 'invalid-input' ? issuesIn(change.problem.details) : []),
    [change.problem],
  )
  const issues = local.length > 0 ? local : refused
  const wordIssue = useIssueWords()

  // A refusal is read first, then its fields.
  useEffect(() => {
    if (issues.length === 0) return
    reveal?.(issues[0]?.pointer ?? '')
    summary.current?.focus()
  }, [issues])

  const ended = (answer: Answer<Output> | undefined): void => {
    if (answer === undefined) return
    draft.clear()
    onDone(answer)
  }
  const check = (...within: readonly string[]): boolean => {
    const { current } = form
    const found = current ? within.flatMap((pointer) => issuesOf(current, limits, pointer)) : []
    setLocal(found)
    return found.length === 0
  }
  const askAgain = async (): Promise<void> => {
    setChangedSince(false)
    ended(await change.again())
  }
  /** Sends what the form holds, unless something else was sent before of which nobody knows what became: then one decides. */
  const submit = async ({ isAnother = false } = {}): Promise<void> => {
    if (change.isUnanswered) return askAgain()
    if (form.current === null || !check('')) return
    const body = bodyOf(form.current, limits)
    const isChanged =
      !isAnother && change.sent !== undefined && JSON.stringify(change.sent) !== JSON.stringify(body)
    setChangedSince(isChanged)
    if (isAnother) change.drop()
    if (!isChanged && isInput<Name>(body)) ended(await change.send(body))
  }
  const isStale = change.problem?.code === 'changed-meanwhile' && theirs !== undefined
  useEffect(() => {
    if (!isStale) return setMet(undefined)
    void theirs().then((found) => {
      if (found === undefined) return
      const { texts: fresh, version: later } = found
      const mine = form.current ? textsOf(form.current) : {}
      const differences = Object.entries(mine).flatMap(([pointer, text]) =>
        fresh[pointer] === undefined || fresh[pointer] === asTaken(text)
          ? []
          : { pointer, mine: text, theirs: fresh[pointer] },
      )
      setMet({ version: later, differences })
    })
  }, [change.problem])
  const takeTheirs = ({ version: later, differences }: Met): void => {
    for (const control of form.current ? controlsOf(form.current) : []) {
      const difference = differences.find(({ pointer }) => pointer === control.name)
      if (difference !== undefined) putText(control, difference.theirs)
    }
    goBy(later)
    setLeft(new Map())
    change.forget()
  }

  const at = (pointer: string): Issue | undefined =>
    issues.find((issue) => issue.pointer === pointer || issue.pointer.startsWith(`${pointer}/`)) ??
    left.get(pointer)
  const state: FormState = {
    id: operation,
    limits,
    initial: (pointer) => draft.texts[pointer] ?? initial?.[pointer] ?? '',
    messageAt: (pointer) => {
      const issue = at(pointer)
      return issue === undefined ? undefined : wordIssue(issue)
    },
    check,
    texts: () => (form.current ? textsOf(form.current) : { ...initial, ...draft.texts }),
  }
  /** Judges a field once it was left with something in it, and from then on as it is written. */
  const judge = (control: Control): void =>
    setLeft((before) => new Map(before).set(control.name, issueLeftIn(control, limits)))
  return (
    <form
      ref={form}
      noValidate
      class="form"
      onInput={({ target }) => {
        keep()
        setChangedSince(false)
        if (isControl(target) && left.has(target.name)) judge(target)
      }}
      onFocusOut={({ target }) => {
        if (isControl(target) && target.value !== '') onceReleased(() => judge(target))
      }}
      onChange={keep}
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <FormContext.Provider value={state}>
        {issues.length > 0 && <IssueSummary summary={summary} form={form} issues={issues} reveal={reveal} />}
        <fieldset class="plain" disabled={change.isUnanswered || change.isSending}>
          {children}
        </fieldset>
        <div class="buttons">
          {onCancel !== undefined && (
            <button type="button" class="button" onClick={onCancel}>
              {t('kit.cancel')}
            </button>
          )}
          {(change.isUnanswered || isComplete) && !isStale && !isChangedSince && (
            <button
              ref={button}
              type="submit"
              class={isDangerous === true ? 'button danger' : 'button primary'}
              aria-disabled={change.isSending}
            >
              {change.isSending ? t('kit.sending') : change.isUnanswered ? t('problem.again') : action}
            </button>
          )}
        </div>
        {isStale && met !== undefined && (
          <Conflict
            form={form}
            differences={met.differences}
            onTakeTheirs={() => takeTheirs(met)}
            onSendMine={() => {
              goBy(met.version)
              void submit()
            }}
          />
        )}
        {isChangedSince && (
          <SentBefore again={() => void askAgain()} anew={() => void submit({ isAnother: true })} />
        )}
        {refused.length === 0 && !isStale && !isChangedSince && (
          <Outcome change={change} again={change.isUnanswered ? undefined : () => void askAgain()} />
        )}
      </FormContext.Provider>
    </form>
  )
}

/** A form for one operation: its fields are named by JSON pointers, what was typed outlives a reload, and what is refused is said at its fields. */
export const Form = <Name extends keyof Client, Output>(props: FormProps<Name, Output>) => {
  const me = useMe()
  if (me.isPending) return <Skeleton lines={8} />
  return <DraftedForm {...props} email={me.data?.answer.email ?? ''} />
}
