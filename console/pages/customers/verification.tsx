import { useRoute } from 'preact-iso'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { useChange } from '../../api/change.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { CopyButton } from '../../kit/copy.tsx'
import { Outcome } from '../../kit/outcome.tsx'
import { Page } from '../../kit/page.tsx'
import { Chips, useChosen } from '../../list/filters.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { customerIdOf, type CustomerId } from './customer-id.ts'
import { LastCheck } from './diagnosis.tsx'
import { useLastCheck } from './last-check.ts'
import { useRepeatedCheck } from './repeated-check.ts'

type State = AnswerOf<'getDomainVerification'>
type Record = State['records'][number]
type Method = Record['method']

const Part = ({ name, value }: { name: string; value: string }) => {
  const { t } = useWords()
  return (
    <div>
      <dt>{name}</dt>
      <dd class="record">
        <code>{value}</code> <CopyButton text={value} label={t('verification.copy', { what: name })} />
      </dd>
    </div>
  )
}

/** What is to be published, part by part, each to be copied (R20). */
const RecordParts = ({ record: { method, host, name, value } }: { record: Record }) => {
  const { t } = useWords()
  return (
    <>
      <p>{t(`verification.${method}.steps`)}</p>
      <dl class="records">
        {method === 'HTML' ? (
          <Part name={t('verification.address')} value={name} />
        ) : (
          <>
            <div>
              <dt>{t('verification.type')}</dt>
              <dd>{method}</dd>
            </div>
            <Part name={t('verification.host')} value={host} />
          </>
        )}
        <Part name={t(method === 'HTML' ? 'verification.content' : 'verification.value')} value={value} />
      </dl>
    </>
  )
}

interface ProvenProps {
  readonly state: State
  /** Whether it was proven just now: that is read first then. */
  readonly isNew: boolean
}

const Proven = ({ state, isNew }: ProvenProps) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { domain, customerId, verifiedAt, trialEndReason } = state
  const notice = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (isNew) notice.current?.focus()
  }, [])
  return (
    <section class="panel">
      <div class="notice good" role="status" tabIndex={-1} ref={notice}>
        <p class="refused-title">{t('verification.verified', { domain })}</p>
        {verifiedAt !== undefined && <p>{t('verification.verified.about', { at: instant(verifiedAt) })}</p>}
      </div>
      {trialEndReason === 'used-before' && <p class="notice warning">{t('verification.usedBefore')}</p>}
      <div class="actions">
        <a class="button primary" href={`/console/customers/${customerId}`}>
          {t('verification.toCustomer')}
        </a>
      </div>
    </section>
  )
}

interface UnprovenProps {
  readonly state: State
  readonly customerId: CustomerId
  readonly onProven: () => void
}

const Unproven = ({ state, customerId, onProven }: UnprovenProps) => {
  const { t } = useWords()
  const askAgain = useAskAgain()
  const { lastCheck, keep } = useLastCheck(customerId)
  const [first, ...others] = state.records
  const chosen = useChosen(
    'method',
    others.map(({ method }) => method),
  )
  const record = others.find(({ method }) => method === chosen) ?? first
  const change = useChange((api, method: Method) => api.verifyDomain({ customerId, method }))
  const ended = (answered: Awaited<ReturnType<typeof change.send>>): void => {
    if (answered === undefined) return
    const { diagnosis, verified } = answered.answer
    if (diagnosis !== undefined) keep(diagnosis)
    if (!verified) return
    onProven()
    void askAgain(
      ['getDomainVerification', customerId],
      ['getConsoleCustomer', customerId],
      ['listConsoleCustomers'],
    )
  }
  const check = (): void => {
    if (record !== undefined) void change.send(record.method).then(ended)
  }
  useRepeatedCheck(check, change.problem === undefined && lastCheck !== undefined)
  if (record === undefined) return null
  return (
    <>
      <section class="panel">
        <Chips
          label={t('verification.methods')}
          chips={state.records.map(({ method }) => ({
            label: t(`verification.${method}`),
            query: { method: method === first?.method ? undefined : method },
          }))}
        />
        <RecordParts record={record} />
        <div class="actions">
          <button type="button" class="button primary" aria-disabled={change.isSending} onClick={check}>
            {t(change.isSending ? 'verification.checking' : 'verification.check')}
          </button>
          {lastCheck !== undefined && <span class="hint">{t('verification.next')}</span>}
        </div>
        <Outcome change={change} again={check} />
      </section>
      {lastCheck?.diagnosis.asked.type === record.method && <LastCheck check={lastCheck} />}
    </>
  )
}

/** The record that proves a domain, and what asking for it gave (R20, R21, R22). */
const Verification = () => {
  const { t } = useWords()
  const customerId = customerIdOf(useRoute().params)
  const asked = useAsk(['getDomainVerification', customerId], (api, signal) =>
    api.getDomainVerification({ customerId }, { signal }),
  )
  const [isNew, setNew] = useState(false)
  const state = asked.data?.answer
  return (
    <Page
      title={state === undefined ? t('customers.verify') : t('verification.title', { domain: state.domain })}
      about={state?.verified === true ? undefined : t('verification.about')}
      actions={
        <a class="button" href="/console/customers">
          {t('customer.back')}
        </a>
      }
    >
      <Answered asked={asked} lines={8}>
        {(found) =>
          found.verified ? (
            <Proven state={found} isNew={isNew} />
          ) : (
            <Unproven state={found} customerId={customerId} onProven={() => setNew(true)} />
          )
        }
      </Answered>
    </Page>
  )
}
export default Verification
