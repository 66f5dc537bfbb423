import { useState } from 'preact/hooks'
import { useKeptChange } from '../../api/kept-change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { CopyButton } from '../../kit/copy.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Outcome } from '../../kit/outcome.tsx'
import { Done } from '../../kit/status.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

/** Makes a one-time code for an organisation that wants to be mapped to the partner; it is shown once (R14). */
export const PartnerCode = ({ onClose }: { onClose: () => void }) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const [made, setMade] = useState<AnswerOf<'createPartnerCode'> | undefined>(undefined)
  const change = useKeptChange({
    operation: 'createPartnerCode',
    about: '',
    basis: '',
    change: (api, input: Readonly<Record<never, never>>, sending) => api.createPartnerCode(input, sending),
  })
  const taken = (answered: Awaited<ReturnType<typeof change.send>>): void => {
    if (answered !== undefined) setMade(answered.answer)
  }
  return (
    <Dialog title={t('mapping.code.title')} onClose={onClose}>
      <p>{t('mapping.code.about')}</p>
      {made !== undefined && (
        <>
          <Done says="mapping.code.made" values={{ at: instant(made.expiresAt) }} />
          <p class="record">
            <code>{made.code}</code>
            <CopyButton text={made.code} label={t('mapping.code.copy')} />
          </p>
        </>
      )}
      <div class="buttons">
        <button type="button" class="button" onClick={onClose}>
          {t(made === undefined ? 'kit.cancel' : 'kit.close')}
        </button>
        {made === undefined && (
          <button
            type="button"
            class="button primary"
            aria-disabled={change.isSending}
            onClick={() => void (change.isUnanswered ? change.again() : change.send({})).then(taken)}
          >
            {t(
              change.isSending ? 'kit.sending' : change.isUnanswered ? 'problem.again' : 'mapping.code.make',
            )}
          </button>
        )}
      </div>
      <Outcome
        change={change}
        again={change.isUnanswered ? undefined : () => void change.again().then(taken)}
      />
    </Dialog>
  )
}
