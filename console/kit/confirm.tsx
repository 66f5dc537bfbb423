import type { ComponentChildren } from 'preact'
import type { Change } from '../api/change.ts'
import type { Answer } from '../../shared/client/client.ts'
import { useWords } from '../words/words.tsx'
import { Dialog } from './dialog.tsx'
import { Outcome } from './outcome.tsx'

interface ConfirmProps<Input, Output> {
  readonly title: string
  /** What it does to what, and what follows. */
  readonly children: ComponentChildren
  /** What the button says it does. */
  readonly action: string
  readonly isDangerous?: boolean
  readonly change: Change<Input, Output>
  readonly input: Input
  readonly onDone: (answer: Answer<Output>) => void
  readonly onClose: () => void
}

/** Asks before something that destroys, costs or revokes; what is refused is said at its button. */
export const Confirm = <Input, Output>({
  title,
  children,
  action,
  isDangerous = false,
  change,
  input,
  onDone,
  onClose,
}: ConfirmProps<Input, Output>) => {
  const { t } = useWords()
  const ended = (answer: Answer<Output> | undefined): void => {
    if (answer !== undefined) onDone(answer)
  }
  return (
    <Dialog title={title} onClose={onClose}>
      {children}
      <Outcome change={change} again={() => void change.again().then(ended)} />
      <div class="buttons">
        <button type="button" class="button" onClick={onClose}>
          {t('kit.cancel')}
        </button>
        {!change.isUnanswered && (
          <button
            type="button"
            class={isDangerous ? 'button danger' : 'button primary'}
            aria-disabled={change.isSending}
            onClick={() => void change.send(input).then(ended)}
          >
            {change.isSending ? t('kit.sending') : action}
          </button>
        )}
      </div>
    </Dialog>
  )
}
