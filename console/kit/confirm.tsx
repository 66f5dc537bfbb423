import type { ComponentChildren } from 'preact'
import { useRef, useState } from 'preact/hooks'
import type { Change } from '../api/change.ts'
import type { Answer } from '../../shared/client/client.ts'
import { useWords } from '../words/words.tsx'
import { Dialog } from './dialog.tsx'
import { useHeldFocus } from './held-focus.ts'
import { Outcome } from './outcome.tsx'
import { SentBefore } from './sent-before.tsx'

interface ConfirmProps<Input, Output> {
  readonly title: string
  /** What it does to what, and what follows. */
  readonly children: ComponentChildren
  /** What the button says it does. */
  readonly action: string
  readonly isDangerous?: boolean
  /** Whether it can be done, as far as is known; yes by default. */
  readonly isOffered?: boolean
  readonly change: Change<Input, Output>
  readonly input: Input
  readonly onDone: (answer: Answer<Output>) => void
  readonly onClose: () => void
}

/** Asks before something that destroys, costs or revokes; what is refused is said at its button, which asks again while nobody knows. */
export const Confirm = <Input, Output>({
  title,
  children,
  action,
  isDangerous = false,
  isOffered = true,
  change,
  input,
  onDone,
  onClose,
}: ConfirmProps<Input, Output>) => {
  const { t } = useWords()
  // What was confirmed stays as it was said until its outcome is known, whatever is read meanwhile.
  const said = useRef(children)
  if (!change.isSending && !change.isUnanswered) said.current = children
  const isOther = change.sent !== undefined && JSON.stringify(change.sent) !== JSON.stringify(input)
  const ended = (answer: Answer<Output> | undefined): void => {
    if (answer !== undefined) onDone(answer)
  }
  const send = (): void => void change.send(input).then(ended)
  const again = (): void => void change.again().then(ended)
  const part = useRef<HTMLDivElement>(null)
  const button = useRef<HTMLButtonElement>(null)
  const [isAsked, setAsked] = useState(false)
  useHeldFocus(part, button)
  return (
    <Dialog title={title} onClose={onClose}>
      <div class="stack" ref={part}>
        {said.current}
        <div class="buttons">
          <button type="button" class="button" onClick={onClose}>
            {t('kit.cancel')}
          </button>
          {!isOther && (isOffered || change.isUnanswered) && (
            <button
              ref={button}
              type="button"
              class={isDangerous ? 'button danger' : 'button primary'}
              aria-disabled={change.isSending}
              onClick={change.isUnanswered ? again : send}
            >
              {change.isSending ? t('kit.sending') : change.isUnanswered ? t('problem.again') : action}
            </button>
          )}
        </div>
        {isOther ? (
          <>
            <SentBefore
              again={() => {
                setAsked(true)
                again()
              }}
              anew={() => {
                change.drop()
                change.forget()
                send()
              }}
            />
            {isAsked && <Outcome change={change} />}
          </>
        ) : (
          <Outcome change={change} again={change.isUnanswered ? undefined : again} />
        )}
      </div>
    </Dialog>
  )
}
