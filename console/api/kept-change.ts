import type { Answer, Client } from '../../shared/client/client.ts'
import { ProblemError } from '../../shared/client/problem-error.ts'
import { keepAt, keptAt } from '../session/kept.ts'
import { useChange, type Change, type Sending } from './change.ts'
import { useMe } from './me.ts'

interface Open<Input> {
  readonly key: string
  readonly input: Input
}

/** The one place that trusts what was kept, as the page wrote it. */
const isOpenOf = <Input>(value: unknown): value is Open<Input> => value !== null

/** A change whose key and input this tab keeps until a definite answer, past the closing of its dialog and a reload, by person, operation and what it is about. */
export const useKeptChange = <Input, Output>(
  operation: keyof Client,
  about: string,
  change: (api: Client, input: Input, sending: Sending) => Promise<Answer<Output>>,
): Change<Input, Output> => {
  const email = useMe().data?.answer.email ?? ''
  const place = `open:${email}:${operation}:${about}`
  const read = () => keptAt(place, isOpenOf<Input>)
  const open = read()
  const made = useChange(change, {
    read: () => read()?.key,
    write: (key, input) => keepAt(place, key === undefined ? undefined : { key, input }),
    isUnknownAlone: true,
    problem: open && new ProblemError({ code: 'unreachable', status: 0, title: '' }),
  })
  return {
    ...made,
    again: async () => (open === undefined ? made.again() : made.send(open.input)),
    sent: open?.input,
  }
}
