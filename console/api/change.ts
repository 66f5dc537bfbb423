import { useQueryClient } from '@tanstack/preact-query'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { Answer, Client } from '../../shared/client/client.ts'
import { ProblemError } from '../../shared/client/problem-error.ts'
import { useApi } from './api.tsx'
import { dropRefused } from './dropped.ts'
import { usePageRefusal } from './refusal.tsx'

/** Sent with a change: repeated with the same key until the outcome is known. */
export interface Sending {
  readonly idempotencyKey: string
}

/** Whether a refusal tells nothing of what was done. */
export const isUnknown = ({ status }: ProblemError): boolean => status === 0 || status >= 500

/** Refusals after which the same change may be sent again, with its key. */
const isOpen = (problem: ProblemError): boolean =>
  isUnknown(problem) || problem.status === 401 || problem.status === 429

/** Refusals that tell that something is no longer as it was shown. */
const OLD = new Set([404, 409, 410])

/** A change that was sent and may be sent again, with its key. */
export interface OpenChange<Input> {
  readonly key: string
  readonly input: Input
  /** Whether nobody knows what became of it; else it was certainly not done. */
  readonly isUnknown: boolean
  /** How it was refused last; 0 without an answer. */
  readonly status: number
}

/** Where an open change outlives a reload. */
export interface Kept<Input> {
  read(): OpenChange<Input> | undefined
  write(open: OpenChange<Input> | undefined): void
}

export interface Change<Input, Output> {
  /** Sends; resolves with the answer, or with `undefined` where it was refused. Nothing is sent twice at once. */
  send(input: Input): Promise<Answer<Output> | undefined>
  /** Sends what was sent last, with its key. */
  again(): Promise<Answer<Output> | undefined>
  readonly isSending: boolean
  readonly problem: ProblemError | undefined
  /** Whether nobody knows what became of it. */
  readonly isUnanswered: boolean
  forget(): void
  /** Lets the open change be: what is sent next is another one. */
  drop(): void
  /** What was sent, where that is kept and nobody knows what became of it. */
  readonly sent?: Input | undefined
}

/** Told when a change is sent. */
const sendings = new EventTarget()

/** Does something when a change is sent next, whichever it is. */
export const onceOneIsSent = (act: () => void, signal: AbortSignal): void =>
  sendings.addEventListener('sent', act, { once: true, signal })

const defect = (failure: unknown): ProblemError =>
  failure instanceof ProblemError
    ? failure
    : new ProblemError({ code: 'defect', status: 500, title: String(failure) }, { cause: failure })

/** A change that a person makes, with one idempotency key until a definite answer; all is read anew once it is closed, where it may not be as it was shown. */
export const useChange = <Input, Output>(
  change: (api: Client, input: Input, sending: Sending) => Promise<Answer<Output>>,
  kept?: Kept<Input>,
): Change<Input, Output> => {
  const api = useApi()
  const queries = useQueryClient()
  const refuse = usePageRefusal()
  const key = useRef<string | undefined>(undefined)
  const last = useRef<{ readonly input: Input } | undefined>(undefined)
  const isUnderWay = useRef(false)
  const isOld = useRef(false)
  const isClosed = useRef(false)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<ProblemError | undefined>(undefined)

  const readAnew = (): void => {
    if (isOld.current) void queries.invalidateQueries()
  }
  const opened = useRef(kept)
  opened.current = kept
  // What is shown is read anew where it may be old, but not while it is looked at.
  useEffect(
    () => () => {
      isClosed.current = true
      isOld.current ||= opened.current?.read()?.isUnknown === true
      readAnew()
    },
    [],
  )
  const keep = (open: OpenChange<Input> | undefined): void => {
    key.current = open?.key
    kept?.write(open)
  }
  const send = async (input: Input): Promise<Answer<Output> | undefined> => {
    if (isUnderWay.current) return undefined
    isUnderWay.current = true
    last.current = { input }
    const before = kept?.read()
    const idempotencyKey = key.current ?? before?.key ?? crypto.randomUUID()
    keep({ key: idempotencyKey, input, isUnknown: true, status: before?.status ?? 0 })
    setSending(true)
    sendings.dispatchEvent(new Event('sent'))
    try {
      const answer = await change(api, input, { idempotencyKey })
      keep(undefined)
      isOld.current = false
      setProblem(undefined)
      return answer
    } catch (failure) {
      const refused = defect(failure)
      if (!isOpen(refused)) keep(undefined)
      else if (isUnknown(refused) || before?.isUnknown !== true)
        keep({ key: idempotencyKey, input, isUnknown: isUnknown(refused), status: refused.status })
      isOld.current = isUnknown(refused) || OLD.has(refused.status)
      if (isClosed.current) readAnew()
      setProblem(refused)
      dropRefused(queries, refused)
      refuse(refused)
      return undefined
    } finally {
      isUnderWay.current = false
      setSending(false)
    }
  }
  return {
    send,
    again: async () => (last.current === undefined ? undefined : send(last.current.input)),
    isSending,
    problem,
    isUnanswered: problem?.code === 'unreachable',
    forget: () => setProblem(undefined),
    drop: () => keep(undefined),
  }
}
