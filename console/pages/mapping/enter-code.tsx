import type { AnswerOf } from '../../api/me.ts'
import { TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { useWords } from '../../words/words.tsx'
import type { CustomerId } from '../customers/customer-id.ts'

interface EnterCodeProps {
  readonly customerId: CustomerId
  /** Since when the organisation stands to its partner as it does. */
  readonly since: string
  readonly onDone: (mapped: AnswerOf<'tagPartner'>) => void
}

/** Maps the organisation to the partner whose code is entered (R14). */
export const EnterCode = ({ customerId, since, onDone }: EnterCodeProps) => {
  const { t } = useWords()
  return (
    <section class="panel">
      <h2>{t('mapping.enter')}</h2>
      <p>{t('mapping.enter.about')}</p>
      <Form
        operation="tagPartner"
        basis={since}
        action={t('mapping.enter.send')}
        send={(api, input, sending) => api.tagPartner({ ...input, customerId }, sending)}
        onDone={({ answer }) => onDone(answer)}
      >
        <TextField at="/code" label={t('mapping.enter.code')} />
      </Form>
    </section>
  )
}
