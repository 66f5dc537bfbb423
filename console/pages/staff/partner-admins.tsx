import type { Answer } from '../../../shared/client/client.ts'
import { useChange } from '../../api/change.ts'
import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { TextField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Confirm } from '../../kit/confirm.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

type Partner = AnswerOf<'getPartner'>
export type AdminsAnswer = Answer<AnswerOf<'setPartnerAdmins'>>

/** The set that was asked for: who is an admin, and who is to be one. */
const asked = ({ admins, pending }: Partner): readonly string[] => [
  ...admins,
  ...pending.map(({ email }) => email),
]

const textsOf = (partner: Partner) => ({ '/admins': asked(partner).join('\n') })

interface SettingProps {
  readonly partner: Partner
  readonly etag: string
  readonly onDone: (answered: AdminsAnswer) => void
  readonly onClose: () => void
}

interface PendingProps {
  readonly partner: Partner
  readonly onConfirm: () => void
}

/** Those whom another member of support has yet to confirm (R64). */
export const PendingAdmins = ({ partner: { pending }, onConfirm }: PendingProps) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const me = useMe().data?.answer
  if (pending.length === 0) return null
  return (
    <section class="notice warning">
      <h2>{t('staff.pending')}</h2>
      <ul>
        {pending.map(({ email, requestedAt, lapsesAt }) => (
          <li key={email}>
            {t('staff.pending.person', {
              email,
              requestedAt: instant(requestedAt),
              lapsesAt: instant(lapsesAt),
            })}
          </li>
        ))}
      </ul>
      <p>{t('staff.pending.about')}</p>
      {me !== undefined && can(me, 'setPartnerAdmins') && (
        <div class="buttons">
          <button type="button" class="button" onClick={onConfirm}>
            {t('staff.pending.confirm')}
          </button>
        </div>
      )}
    </section>
  )
}

/** Confirms what another member of support has asked for, by asking for the same (R64). */
export const Confirmation = ({ partner, etag: ifMatch, onDone, onClose }: SettingProps) => {
  const { t } = useWords()
  const { partnerId, company } = partner
  const change = useChange((api, admins: readonly string[]) =>
    api.setPartnerAdmins({ partnerId, admins: [...admins] }, { ifMatch }),
  )
  return (
    <Confirm
      title={t('staff.pending.title', { company: company.name })}
      action={t('staff.pending.confirm')}
      change={change}
      input={asked(partner)}
      onDone={onDone}
      onClose={onClose}
    >
      <p>{t('staff.pending.follows')}</p>
      <ul>
        {partner.pending.map(({ email }) => (
          <li key={email}>{email}</li>
        ))}
      </ul>
    </Confirm>
  )
}

interface AdminsProps extends SettingProps {
  readonly readAgain: () => Promise<Answer<Partner> | undefined>
}

/** Sets all admins of a partner (R9). */
export const Admins = ({ partner, etag, readAgain, onDone, onClose }: AdminsProps) => {
  const { t } = useWords()
  const { partnerId, company } = partner
  return (
    <Dialog title={t('staff.admins.title', { company: company.name })} onClose={onClose}>
      <ul>
        <li>{t('staff.admins.joining')}</li>
        <li>{t('staff.admins.leaving')}</li>
      </ul>
      <Form
        operation="setPartnerAdmins"
        action={t('staff.save')}
        initial={textsOf(partner)}
        version={etag}
        send={(api, input, _sending, ifMatch) => api.setPartnerAdmins({ ...input, partnerId }, { ifMatch })}
        theirs={async () => {
          const theirs = await readAgain()
          return theirs && { texts: textsOf(theirs.answer), version: theirs.etag }
        }}
        onDone={onDone}
        onCancel={onClose}
      >
        <TextField at="/admins" label={t('staff.admins')} hint={t('staff.admins.hint')} as="lines" rows={6} />
      </Form>
    </Dialog>
  )
}
