import { useQueryClient } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import { useState } from 'preact/hooks'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { useWords } from '../../words/words.tsx'
import { Deactivation, Reactivation } from './activation.tsx'
import { PartnerFacts } from './partner-facts.tsx'
import { Admins, Confirmation, PendingAdmins, type AdminsAnswer } from './partner-admins.tsx'

type Act = 'deactivate' | 'reactivate' | 'admins' | 'confirm'
type Outcome = 'deactivated' | 'reactivated' | 'admins' | 'waiting'

interface ActingProps {
  readonly partner: AnswerOf<'getPartner'>
  readonly onAct: (act: Act) => void
}

const Buttons = ({ partner: { status }, onAct }: ActingProps) => {
  const { t } = useWords()
  const me = useMe().data?.answer
  if (me === undefined) return null
  const isActive = status === 'active'
  return (
    <div class="buttons">
      {can(me, 'setPartnerAdmins') && (
        <button type="button" class="button" onClick={() => onAct('admins')}>
          {t('staff.admins.change')}
        </button>
      )}
      {isActive && can(me, 'deactivatePartner') && (
        <button type="button" class="button" onClick={() => onAct('deactivate')}>
          {t('staff.deactivate')}
        </button>
      )}
      {!isActive && can(me, 'reactivatePartner') && (
        <button type="button" class="button" onClick={() => onAct('reactivate')}>
          {t('staff.reactivate')}
        </button>
      )}
    </div>
  )
}

/** One partner: its company, terms and admins, and what support may do about it. */
const PartnerPage = () => {
  const { t } = useWords()
  const { params } = useRoute()
  const partnerId = params['partnerId'] ?? ''
  const key = ['getPartner', partnerId] as const
  const queries = useQueryClient()
  const askAgain = useAskAgain()
  const asked = useAsk(key, (api, signal) => api.getPartner({ partnerId }, { signal }))
  const [act, setAct] = useState<Act | undefined>(undefined)
  const [outcome, setOutcome, times] = useSaid<Outcome>()
  const close = (): void => {
    setAct(undefined)
    void askAgain(key)
  }
  const ended = (how: Outcome) => (): void => {
    setOutcome(how)
    close()
    void askAgain(['listPartners'])
  }
  const adminsSet = (answered: AdminsAnswer): void => {
    queries.setQueryData(key, answered)
    setOutcome(answered.answer.pending.length > 0 ? 'waiting' : 'admins')
    setAct(undefined)
  }
  return (
    <Page title={asked.data?.answer.company.name ?? t('staff.partner')}>
      {outcome !== undefined && <Done key={times} says={`staff.partner.done.${outcome}`} />}
      <Answered asked={asked} lines={16}>
        {(partner, { etag = '' }) => (
          <>
            <Buttons partner={partner} onAct={setAct} />
            <PendingAdmins partner={partner} onConfirm={() => setAct('confirm')} />
            <PartnerFacts partner={partner} />
            {act === 'deactivate' && (
              <Deactivation partner={partner} onDone={ended('deactivated')} onClose={close} />
            )}
            {act === 'reactivate' && (
              <Reactivation partner={partner} onDone={ended('reactivated')} onClose={close} />
            )}
            {act === 'confirm' && (
              <Confirmation partner={partner} etag={etag} onDone={adminsSet} onClose={close} />
            )}
            {act === 'admins' && (
              <Admins
                partner={partner}
                etag={etag}
                readAgain={async () => (await asked.refetch()).data}
                onDone={adminsSet}
                onClose={close}
              />
            )}
          </>
        )}
      </Answered>
    </Page>
  )
}
export default PartnerPage
