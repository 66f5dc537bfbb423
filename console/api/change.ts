import { useQueryClient } from '@tanstack/preact-query'
import { useRef, useState } from 'preact/hooks'
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

/** Where the key of an open change outlives a reload. */
export interface KeptKey<Input> {
  read(): string | undefined
  write(key: string | undefined, input?: Input): void
  /** Whether it is kept only where nobody knows what became of the change. */
  readonly isUnknownAlone?: boolean
  /** Why it is open, where it was sent before. */
  readonly problem?: ProblemError | undefined
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
  /** What was sent and is not answered, where that is kept. */
  readonly sent?: Input | undefined
}

const defect = (failure: unknown): ProblemError =>
  failure instanceof ProblemError
    ? failure
    : new ProblemError({ code: 'defect', status: 500, title: String(failure) }, { cause: failure })

/** A change that a person makes, with one idempotency key until a definite answer. */
export const useChange = <Input, Output>(
  change: (api: Client, input: Input, sending: Sending) => Promise<Answer<Output>>,
  kept?: KeptKey<Input>,
): Change<Input, Output> => {
  const api = useApi()
  const queries = useQueryClient()
  const refuse = usePageRefusal()
  const key = useRef<string | undefined>(undefined)
  const last = useRef<{ readonly input: Input } | undefined>(undefined)
  const isUnderWay = useRef(false)
  const [isSending, setSending] = useState(false)
  const [problem, setProblem] = useState<ProblemError | undefined>(kept?.problem)

  const keep = (value: string | undefined, input?: Input): void => {
    key.current = value
    kept?.write(value, input)
  }
  const send = async (input: Input): Promise<Answer<Output> | undefined> => {
    if (isUnderWay.current) return undefined
    isUnderWay.current = true
    last.current = { input }
    const before = kept?.read()
    const idempotencyKey = key.current ?? before ?? crypto.randomUUID()
    keep(idempotencyKey, input)
    setSending(true)
    try {
      const answer = await change(api, input, { idempotencyKey })
      keep(undefined)
      setProblem(undefined)
      return answer
    } catch (failure) {
      const refused = defect(failure)
      if (!isOpen(refused)) keep(undefined)
      else if (kept?.isUnknownAlone === true && before === undefined && !isUnknown(refused))
        kept.write(undefined)
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
