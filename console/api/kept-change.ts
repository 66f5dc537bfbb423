import type { Answer, Client } from '../../shared/client/client.ts'
import { ProblemError } from '../../shared/client/problem-error.ts'
import { routes } from '../../shared/client/routes.ts'
import { keepAt, keptAt } from '../session/kept.ts'
import { useChange, type Change, type OpenChange, type Sending } from './change.ts'
import { useMe } from './me.ts'

/** The one place that trusts what was kept, as the page wrote it. */
const isOpenOf = <Input>(value: unknown): value is OpenChange<Input> => value !== null

interface Keeping {
  /** Whether it is told from the start that nobody knows what became of it; yes by default. */
  readonly isTold?: boolean
}

/** A change whose key and input this tab keeps until a definite answer, past the closing of its dialog and a reload, by person, operation and what it is about; one that has no key is sent as it is. */
export const useKeptChange = <Input, Output>(
  operation: keyof Client,
  about: string,
  change: (api: Client, input: Input, sending: Sending) => Promise<Answer<Output>>,
  { isTold = true }: Keeping = {},
): Change<Input, Output> => {
  const email = useMe().data?.answer.email ?? ''
  const place = `open:${email}:${operation}:${about}`
  const read = () => keptAt(place, isOpenOf<Input>)
  const open = read()
  const sent = open?.isUnknown === true ? open.input : undefined
  const made = useChange(change, {
    read,
    write: (next) => {
      if (routes[operation].idempotencyKey !== undefined) keepAt(place, next)
    },
    problem:
      isTold && sent !== undefined
        ? new ProblemError({ code: 'unreachable', status: 0, title: '' })
        : undefined,
  })
  return { ...made, again: async () => (sent === undefined ? made.again() : made.send(sent)), sent }
}
