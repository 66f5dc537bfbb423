import { useQueryClient } from '@tanstack/preact-query'
import { useState } from 'preact/hooks'
import { useAsk } from '../../api/ask.ts'
import type { AnswerOf } from '../../api/me.ts'
import { CheckField, RadioField } from '../../form/fields.tsx'
import { Form } from '../../form/form.tsx'
import { Answered } from '../../kit/answered.tsx'
import { Dialog } from '../../kit/dialog.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Page } from '../../kit/page.tsx'
import { Done } from '../../kit/status.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

type Reading = AnswerOf<'getClock'>

const HOUR_MS = 3_600_000
const HOURS_A_DAY = 24

/** How far the clock can be moved at once, and in days and hours. */
const STEPS = [
  { by: 'PT1H', days: 0, hours: 1 },
  { by: 'P1D', days: 1, hours: 0 },
  { by: 'P7D', days: 7, hours: 0 },
  { by: 'P15D', days: 15, hours: 0 },
  { by: 'P31D', days: 31, hours: 0 },
  { by: 'P61D', days: 61, hours: 0 },
] as const

const useSpan = () => {
  const { t } = useWords()
  return (days: number, hours: number): string =>
    [
      ...(days > 0 || hours === 0 ? [t('clock.days', { days })] : []),
      ...(hours > 0 ? [t('clock.hours', { hours })] : []),
    ].join(' ')
}

interface AdvanceProps {
  readonly onDone: (reading: Reading) => void
  readonly onClose: () => void
}

/** Asks how far to move the clock, which never goes back, and whether what is due then is done at once. */
const Advance = ({ onDone, onClose }: AdvanceProps) => {
  const { t } = useWords()
  const span = useSpan()
  return (
    <Dialog title={t('clock.title')} onClose={onClose}>
      <p>{t('clock.neverBack')}</p>
      <Form
        operation="advanceClock"
        action={t('clock.move')}
        initial={{ '/by': 'P1D', '/runSchedules': 'on' }}
        send={(api, input, sending) => api.advanceClock(input, sending)}
        onDone={({ answer }) => onDone(answer)}
        onCancel={onClose}
      >
        <RadioField
          at="/by"
          label={t('clock.by')}
          choices={STEPS.map(({ by, days, hours }) => ({ value: by, label: span(days, hours) }))}
        />
        <CheckField at="/runSchedules" label={t('clock.runSchedules')} hint={t('clock.runSchedulesHint')} />
      </Form>
    </Dialog>
  )
}

/** The programme clock of a stage in which it can be moved. */
const Clock = () => {
  const { t } = useWords()
  const { instant } = useFormats()
  const span = useSpan()
  const queries = useQueryClient()
  const asked = useAsk(['getClock'], (api, signal) => api.getClock({}, { signal }))
  const [isAsking, setAsking] = useState(false)
  const [movedTo, setMovedTo] = useState<string | undefined>(undefined)
  return (
    <Page title={t('nav.clock')} about={t('clock.about')}>
      {movedTo !== undefined && <Done says="clock.moved" values={{ at: instant(movedTo) }} />}
      <Answered asked={asked} lines={4}>
        {({ now, realNow, aheadMs }) => {
          const hours = Math.round(aheadMs / HOUR_MS)
          return (
            <section class="panel">
              <Facts
                facts={[
                  [t('clock.now'), instant(now)],
                  [t('clock.realNow'), instant(realNow)],
                  [t('clock.ahead'), span(Math.floor(hours / HOURS_A_DAY), hours % HOURS_A_DAY)],
                ]}
              />
              <div class="actions">
                <button type="button" class="button primary" onClick={() => setAsking(true)}>
                  {t('clock.open')}
                </button>
              </div>
            </section>
          )
        }}
      </Answered>
      {isAsking && (
        <Advance
          onClose={() => setAsking(false)}
          onDone={({ now }) => {
            setAsking(false)
            setMovedTo(now)
            // All that was read before is of another time.
            void queries.invalidateQueries()
          }}
        />
      )}
    </Page>
  )
}
export default Clock
