import type { AnswerOf } from '../../api/me.ts'
import { RadioField, TextField } from '../../form/fields.tsx'
import { Form, type InputOf } from '../../form/form.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Facts } from '../../kit/facts.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

export type StaffTransfer = AnswerOf<'listStaffTransfers'>['items'][number]
type Decision = InputOf<'decideTransfer'>['decision']

const DECISIONS = ['complete', 'keep'] as const satisfies readonly Decision[]

interface TransferDecisionProps {
  readonly transfer: StaffTransfer
  readonly onDone: (decided: StaffTransfer) => void
  readonly onClose: () => void
}

/** Decides a transfer that was objected to, with a note that all sides read (R14). */
export const TransferDecision = ({ transfer, onDone, onClose }: TransferDecisionProps) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { transferId, organizationName, from, to, createdAt, objectedAt, objection } = transfer
  const sides = { from: from.companyName, to: to.companyName }
  return (
    <Dialog title={t('staff.transfer.title', { organization: organizationName })} onClose={onClose}>
      <Facts
        facts={[
          [t('mapping.move'), t('staff.transfer.sides', sides)],
          [t('staff.transfer.createdAt'), instant(createdAt)],
          [t('staff.transfer.objectedAt'), objectedAt && instant(objectedAt)],
        ]}
      />
      {objection !== undefined && <p class="written">{t('mapping.objection', { objection })}</p>}
      <Form
        operation="decideTransfer"
        about={transferId}
        basis={transfer.state}
        action={t('staff.transfer.decide')}
        send={(api, input, sending) => api.decideTransfer({ ...input, transferId }, sending)}
        onDone={({ answer }) => onDone(answer)}
        onCancel={onClose}
      >
        <RadioField
          at="/decision"
          label={t('staff.transfer.decision')}
          choices={DECISIONS.map((value) => ({ value, label: t(`staff.transfer.${value}`, sides) }))}
        />
        <TextField at="/note" label={t('staff.transfer.note')} hint={t('staff.transfer.noteHint')} rows={4} />
      </Form>
    </Dialog>
  )
}
