import { useState } from 'preact/hooks'
import { useAsk, useAskAgain } from '../../api/ask.ts'
import { can, useMe, type AnswerOf } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Facts } from '../../kit/facts.tsx'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import { AdvanceClock } from './advance-clock.tsx'
import { ClockSteps } from './clock-steps.tsx'
import { lengthOf, useLengthWords, type Length } from './length.ts'

const Reading = ({ clock: { now, realNow, aheadMs } }: { clock: AnswerOf<'getClock'> }) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const wordLength = useLengthWords()
  return (
    <section class="panel">
      <Facts
        facts={[
          [t('staff.clock.now'), instant(now)],
          [t('staff.clock.real'), instant(realNow)],
          [t('staff.clock.ahead'), aheadMs === 0 ? t('staff.clock.none') : wordLength(lengthOf(aheadMs))],
        ]}
      />
    </section>
  )
}

/** The clock of the programme, where it can be moved. */
const Clock = () => {
  const { t } = useWords()
  const me = useMe().data?.answer
  const asked = useAsk(['getClock'], (api, signal) => api.getClock({}, { signal }))
  const askAgain = useAskAgain()
  const [by, setBy] = useState<Length | undefined>(undefined)
  const [isMoved, setMoved, times] = useSaid<true>()
  return (
    <Page title={t('staff.clock.title')} about={t('staff.clock.about')}>
      {isMoved === true && <Done key={times} says="staff.clock.done" />}
      <Answered asked={asked} lines={4}>
        {(clock) => (
          <>
            <Reading clock={clock} />
            {me !== undefined && can(me, 'advanceClock') && (
              <ClockSteps mostMs={clock.furthestAheadMs - clock.aheadMs} onChoose={setBy} />
            )}
            {by !== undefined && (
              <AdvanceClock
                by={by}
                onDone={() => {
                  setBy(undefined)
                  setMoved(true)
                  void askAgain()
                }}
                onClose={() => setBy(undefined)}
              />
            )}
          </>
        )}
      </Answered>
    </Page>
  )
}
export default Clock
