import { useRef } from 'preact/hooks'
import type { Answer, Client } from '../../shared/client/client.ts'
import { ProblemError } from '../../shared/client/problem-error.ts'
import { routes } from '../../shared/client/routes.ts'
import { keepAt, keptAt } from '../session/kept.ts'
import { useChange, type Change, type OpenChange, type Sending } from './change.ts'
import { useMe } from './me.ts'

/** What was shown of an object: a value that never comes again once the object has changed. */
export type Basis = string | number

interface KeptChange<Input> extends OpenChange<Input> {
  readonly basis: Basis | undefined
}

/** The one place that trusts what was kept, as the page wrote it. */
const isKeptOf = <Input>(value: unknown): value is KeptChange<Input> => value !== null

interface Keeping<Input, Output> {
  readonly operation: keyof Client
  /** What it is about. */
  readonly about: string
  /** What it is decided on; `undefined` until that is read, and one value for what is only made. */
  readonly basis: Basis | undefined
  readonly change: (api: Client, input: Input, sending: Sending) => Promise<Answer<Output>>
  /** Whether it is told from the start that nobody knows what became of it; yes by default. */
  readonly isTold?: boolean
}

/** That nobody knows what became of a change, as it was told when it was sent. */
const toldOf = ({ status }: OpenChange<unknown>): ProblemError => {
  const code = status === 0 ? 'unreachable' : status === 503 ? 'unavailable' : 'defect'
  return new ProblemError({ code, status, title: '' })
}

/** A change whose key and input this tab keeps until a definite answer, past the closing of its dialog and a reload, by person, operation and what it is about, as long as that is as it was when it was sent; one that has no key is sent as it is. */
export const useKeptChange = <Input, Output>({
  operation,
  about,
  basis,
  change,
  isTold = true,
}: Keeping<Input, Output>): Change<Input, Output> => {
  const email = useMe().data?.answer.email ?? ''
  const place = `open:${email}:${operation}:${about}`
  // What it was opened on, and then what it was sent on, whatever is read meanwhile.
  const decidedOn = useRef(basis)
  decidedOn.current ??= basis
  const read = (): KeptChange<Input> | undefined => {
    const kept = keptAt(place, isKeptOf<Input>)
    return decidedOn.current !== undefined && kept?.basis === decidedOn.current ? kept : undefined
  }
  const made = useChange(change, {
    read,
    write: (next) => {
      if (routes[operation].idempotencyKey === undefined) return
      if (read() === undefined) decidedOn.current = basis
      keepAt(place, next && { ...next, basis: decidedOn.current })
    },
  })
  const open = read()
  const sent = open?.isUnknown === true ? open.input : undefined
  const told = useRef<ProblemError | undefined>(undefined)
  if (!made.isSending) told.current = isTold && open?.isUnknown === true ? toldOf(open) : undefined
  const problem = made.problem ?? told.current
  return {
    ...made,
    again: async () => (sent === undefined ? made.again() : made.send(sent)),
    problem,
    isUnanswered: problem?.code === 'unreachable',
    sent,
  }
}
