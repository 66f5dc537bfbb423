import { useRoute } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useAskAgain } from '../../api/ask.ts'
import { can, useMe, type OwnOrganization } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Badge, type Tone } from '../../kit/badge.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Page } from '../../kit/page.tsx'
import { Done } from '../../kit/status.tsx'
import { useKept } from '../../session/kept.ts'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { customerIdOf } from '../customers/customer-id.ts'
import { GrantAccess } from './grant-access.tsx'
import { useOurPartner, type Organization, type PartnerAccess } from './our-partner-of.ts'
import { isReceipt, Receipt } from './receipt.tsx'
import { RevokeAccess } from './revoke-access.tsx'
import { TransferNotice } from './transfer-notice.tsx'

const TONES: Readonly<Record<PartnerAccess['status'], Tone>> = {
  granted: 'good',
  revoked: 'bad',
  'no-partner': 'neutral',
}

interface Shown {
  readonly access: PartnerAccess
  readonly organization: Organization
}

/** Who of the partner manages the organisation at this moment (R53). */
const Sessions = ({ access: { openSessions } }: Pick<Shown, 'access'>) => {
  const { t } = useWords()
  const { instant } = useFormats()
  return (
    <section class="panel">
      <h2>{t('access.sessions')}</h2>
      {openSessions.length === 0 ? (
        <p>{t('access.noSessions')}</p>
      ) : (
        <ul class="stages">
          {openSessions.map(({ email, openedAt, endsAt }) => (
            <li key={`${email} ${openedAt}`}>
              {t('access.session', { email, from: instant(openedAt), to: instant(endsAt) })}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Who manages the organisation, and since when. */
const Standing = ({ access: { partner, status, since }, organization: { plan, licences } }: Shown) => {
  const { t } = useWords()
  const { instant, number } = useFormats()
  const name = partner?.companyName
  return (
    <section class="panel">
      <Facts
        facts={[
          [t('access.partner'), name],
          [t('access.state'), <Badge tone={TONES[status]}>{t(`access.${status}`)}</Badge>],
          [t('access.since'), instant(since)],
          [t('access.plan'), t(`plan.${plan}`)],
          [t('access.licences'), number(licences)],
        ]}
      />
      {status === 'no-partner' && <p>{t('access.none', { at: instant(since) })}</p>}
      {status === 'revoked' && name !== undefined && <p>{t('access.isRevoked', { partner: name })}</p>}
    </section>
  )
}

interface DecisionProps extends Shown {
  readonly own: OwnOrganization | undefined
}

/** Revoking the access, its receipt while that holds, and granting it again (R60, R61, R62). */
const Decision = ({ access, organization, own }: DecisionProps) => {
  const { t } = useWords()
  const askAgain = useAskAgain()
  const me = useMe().data?.answer
  const [dialog, setDialog] = useState<'revoke' | 'grant' | undefined>(undefined)
  const { customerId } = organization
  const [receipt, keepReceipt] = useKept(`receipt:${me?.email ?? ''}:${customerId}`, isReceipt)
  const [decision, setDecision] = useState<'revoked' | 'granted' | undefined>(undefined)
  const { status, since } = access
  const partner = access.partner?.companyName
  if (me === undefined || partner === undefined) return null
  const close = (): void => setDialog(undefined)
  const decided = (): void => {
    close()
    void askAgain(['getPartnerAccess', customerId], ['getOrganization', customerId])
  }
  return (
    <>
      {status === 'revoked' && receipt?.effectiveAt === since && (
        <Receipt organization={organization} receipt={receipt} isNew={decision === 'revoked'} />
      )}
      {decision === 'granted' && status === 'granted' && (
        <Done says="access.grantDone" values={{ partner }} />
      )}
      <p class="actions">
        {status === 'granted' && can(me, 'revokeAccess', own) && (
          <button type="button" class="button danger" onClick={() => setDialog('revoke')}>
            {t('access.revoke')}
          </button>
        )}
        {status === 'revoked' && can(me, 'grantAccess', own) && (
          <button type="button" class="button" onClick={() => setDialog('grant')}>
            {t('access.grant')}
          </button>
        )}
      </p>
      {dialog === 'revoke' && (
        <RevokeAccess
          organization={organization}
          partner={partner}
          since={since}
          onClose={close}
          onDone={(answer) => {
            keepReceipt(answer.receipt)
            setDecision('revoked')
            decided()
          }}
        />
      )}
      {dialog === 'grant' && (
        <GrantAccess
          organization={organization}
          partner={partner}
          since={since}
          onClose={close}
          onDone={() => {
            keepReceipt(undefined)
            setDecision('granted')
            decided()
          }}
        />
      )}
    </>
  )
}

/** The partner of an organisation, as its administrators see it and decide on it (R60). */
const OurPartner = () => {
  const { t } = useWords()
  const customerId = customerIdOf(useRoute().params)
  const { own, organization, access } = useOurPartner(customerId)
  const name = organization.data?.answer.organizationName
  return (
    <Page
      title={name === undefined ? t('access.another') : t('access.title', { organization: name })}
      about={t('access.about')}
    >
      <Answered asked={organization} lines={7}>
        {(ours) => (
          <Answered asked={access} lines={7}>
            {(found) => (
              <>
                <TransferNotice transfer={found.transfer} />
                <Standing access={found} organization={ours} />
                {found.status === 'granted' && <Sessions access={found} />}
                <Decision access={found} organization={ours} own={own} />
              </>
            )}
          </Answered>
        )}
      </Answered>
    </Page>
  )
}
export default OurPartner
