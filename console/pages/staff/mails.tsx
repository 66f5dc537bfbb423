import { useAskAgain } from '../../api/ask.ts'
import { can, useMe } from '../../api/me.ts'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { Chips, useChoice } from '../../list/filters.tsx'
import { useHere } from '../../list/here.ts'
import { List } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { MailDecision, type OpenMail, type Resolution } from './mail-decision.tsx'

const STATES = ['uncertain', 'failed'] as const

/** Mails whose outcome is unknown or bad, which wait for a decision. */
const Mails = () => {
  const { t } = useWords()
  const { instant, number } = useFormats()
  const me = useMe().data?.answer
  const askAgain = useAskAgain()
  const state = useChoice('state', STATES)
  const listing = useListing(['listUncertainMails', state], (api, page, signal) =>
    api.listUncertainMails({ state, ...page }, { signal }),
  )
  const [deciding, setDeciding] = useHere<OpenMail>()
  const [outcome, setOutcome, times] = useSaid<Resolution>()
  const close = (): void => {
    setDeciding(undefined)
    void askAgain(['listUncertainMails'])
  }
  return (
    <Page title={t('staff.mails.title')} about={t('staff.mails.about')}>
      {outcome !== undefined && <Done key={times} says={`staff.mails.done.${outcome}`} />}
      <Chips
        label={t('staff.status')}
        chips={STATES.map((known) => ({
          label: t(`staff.mails.${known}`),
          query: { state: known === 'uncertain' ? undefined : known },
        }))}
      />
      <List
        caption={t('staff.mails.title')}
        listing={listing}
        keyOf={({ mailId }) => mailId}
        columns={[
          { key: 'mail', label: t('staff.mail'), cell: ({ mail }) => <code>{mail}</code> },
          { key: 'to', label: t('staff.mail.to'), cell: ({ to }) => to },
          { key: 'reason', label: t('staff.reason'), cell: ({ reason }) => reason && <code>{reason}</code> },
          {
            key: 'attempts',
            label: t('staff.mail.attempts'),
            cell: ({ attempts }) => number(attempts),
            isNumber: true,
          },
          { key: 'created', label: t('staff.mail.created'), cell: ({ createdAt }) => instant(createdAt) },
          {
            key: 'decide',
            label: t('staff.action'),
            cell: (mail) =>
              me !== undefined && can(me, 'resolveMail') ? (
                <button
                  type="button"
                  class="button"
                  aria-label={t('staff.mail.decideOn', { mail: mail.mail, to: mail.to ?? '' })}
                  onClick={() => setDeciding(mail)}
                >
                  {t('staff.mail.decide')}
                </button>
              ) : null,
          },
        ]}
        empty={<p>{t(`staff.mails.none.${state}`)}</p>}
      />
      {deciding !== undefined && (
        <MailDecision
          mail={deciding}
          onDone={(resolution) => {
            setOutcome(resolution)
            close()
          }}
          onClose={close}
        />
      )}
    </Page>
  )
}
export default Mails
