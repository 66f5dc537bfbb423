import { useRoute } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useAskAgain } from '../../api/ask.ts'
import { can, useMe, type AnswerOf, type OwnOrganization } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords, type Values } from '../../words/words.tsx'
import type { WordsKey } from '../../words/en.ts'
import { useOurPartner, type Organization, type PartnerAccess } from '../access/our-partner-of.ts'
import { TransferNotice } from '../access/transfer-notice.tsx'
import { customerIdOf } from '../customers/customer-id.ts'
import { CancelTransfer } from './cancel-transfer.tsx'
import { EndPartnerMapping } from './end-partner-mapping.tsx'
import { EnterCode } from './enter-code.tsx'
import { OrganizationTagRequests } from './organization-tag-requests.tsx'

export type Mapped = AnswerOf<'tagPartner'>

interface Outcome {
  readonly says: WordsKey
  readonly values?: Readonly<Record<string, string>>
  /** When it takes effect. */
  readonly at?: string
}

interface StandingProps {
  readonly access: PartnerAccess
  readonly organization: Organization
  readonly own: OwnOrganization | undefined
  readonly onDone: (outcome: Outcome) => void
}

/** With whom the organisation is, and whether it is about to move. */
const Standing = ({ access: { partner, since, transfer }, organization, own, onDone }: StandingProps) => {
  const { t } = useWords()
  const me = useMe().data?.answer
  const [act, setAct] = useState<'cancel' | 'end' | undefined>(undefined)
  const close = (): void => setAct(undefined)
  const may = (operation: 'cancelTransfer' | 'endPartnerMapping'): boolean =>
    me !== undefined && can(me, operation, own)
  const { customerId, organizationName } = organization
  const name: Values | undefined = partner && { partner: partner.companyName }
  return (
    <section class="panel">
      <h2>{t('access.partner')}</h2>
      <p>{name === undefined ? t('mapping.isFree') : t('mapping.isWith', name)}</p>
      <TransferNotice transfer={transfer} />
      <div class="buttons">
        {transfer !== undefined && may('cancelTransfer') && (
          <button type="button" class="button" onClick={() => setAct('cancel')}>
            {t('mapping.cancel')}
          </button>
        )}
        {partner !== undefined && transfer === undefined && may('endPartnerMapping') && (
          <button type="button" class="button" onClick={() => setAct('end')}>
            {t('store.end')}
          </button>
        )}
      </div>
      {act === 'cancel' && transfer !== undefined && (
        <CancelTransfer
          input={{ customerId, transferId: transfer.transferId }}
          organization={organizationName}
          onClose={close}
          onDone={() => {
            close()
            onDone({ says: 'mapping.isCancelled' })
          }}
        />
      )}
      {act === 'end' && partner !== undefined && (
        <EndPartnerMapping
          customerId={customerId}
          partner={partner.companyName}
          since={since}
          onClose={close}
          onDone={() => {
            close()
            onDone({ says: 'mapping.ended' })
          }}
        />
      )}
    </section>
  )
}

/** How an organisation comes to a partner, and leaves it, as its administrators decide (R14, R16). */
const OrganizationMapping = () => {
  const { t } = useWords()
  const { day } = useFormats()
  const customerId = customerIdOf(useRoute().params)
  const me = useMe().data?.answer
  const { own, organization, access } = useOurPartner(customerId)
  const askAgain = useAskAgain()
  const [outcome, setOutcome, times] = useSaid<Outcome>()
  const done = (next: Outcome): void => {
    setOutcome(next)
    void askAgain(
      ['getPartnerAccess', customerId],
      ['getOrganization', customerId],
      ['listOrganizationTagRequests', customerId],
    )
  }
  const mapped = (partner: string, transfer: Mapped['transfer']): void =>
    done(
      transfer === undefined
        ? { says: 'mapping.mapped', values: { partner } }
        : { says: 'mapping.moves', values: { partner }, at: transfer.completesAt },
    )
  const name = organization.data?.answer.organizationName
  return (
    <Page
      title={name === undefined ? t('nav.mapping') : t('mapping.of', { organization: name })}
      about={t('mapping.ofAbout')}
    >
      <Answered asked={organization} lines={14}>
        {(ours) => (
          <Answered asked={access} lines={14}>
            {(found) => (
              <>
                {outcome !== undefined && (
                  <Done
                    key={times}
                    says={outcome.says}
                    values={{ ...outcome.values, at: outcome.at === undefined ? '' : day(outcome.at) }}
                  />
                )}
                <Standing access={found} organization={ours} own={own} onDone={done} />
                {found.transfer === undefined && me !== undefined && can(me, 'tagPartner', own) && (
                  <EnterCode
                    key={times}
                    customerId={customerId}
                    since={found.since}
                    onDone={({ partner, transfer }) => mapped(partner.companyName, transfer)}
                  />
                )}
                <OrganizationTagRequests
                  customerId={customerId}
                  own={own}
                  onMapped={mapped}
                  onDenied={(partner) => done({ says: 'mapping.denied', values: { partner } })}
                />
              </>
            )}
          </Answered>
        )}
      </Answered>
    </Page>
  )
}
export default OrganizationMapping
