import { Facts } from '../../kit/facts.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'
import type { Check } from './last-check.ts'

const MINUTE = 60

const Values = ({ values, more }: { values: readonly string[]; more: number | undefined }) => {
  const { t } = useWords()
  if (values.length === 0) return <>{t('verification.nothing')}</>
  return (
    <ul class="values">
      {values.map((value) => (
        <li key={value}>
          <code>{value}</code>
        </li>
      ))}
      {more !== undefined && <li>{t('verification.foundMore', { count: more })}</li>}
    </ul>
  )
}

/** What was asked of whom, what was expected and found, and what to do (R21); in words by the result and by what was found. */
export const LastCheck = ({ check: { diagnosis, at } }: { check: Check }) => {
  const { t } = useWords()
  const { instant } = useFormats()
  const { result, asked, expected, found, moreFound, reason, retryAfterSeconds } = diagnosis
  const minutes = Math.max(1, Math.round(retryAfterSeconds / MINUTE))
  const isUnknown = result === 'unknown'
  const advice = isUnknown
    ? t('verification.unknown.about', { minutes })
    : t(found.length === 0 ? 'verification.absent.nothing' : 'verification.absent.other', { minutes })
  const absent = found.length === 0 ? 'verification.absent' : 'verification.other'
  const title = isUnknown ? 'verification.unknown' : absent
  return (
    <section class="panel">
      <h2>{t('verification.last')}</h2>
      <div class="notice warning" role="status">
        <p class="refused-title">{t(title)}</p>
        <p>{advice}</p>
      </div>
      <Facts
        facts={[
          [t('verification.at'), instant(at)],
          [t('verification.asked'), <code>{`${asked.type} ${asked.name}`}</code>],
          [t('verification.servers'), asked.address ?? asked.servers.join(', ')],
          [t('verification.expected'), <code>{expected}</code>],
          [t('verification.found'), <Values values={found} more={moreFound} />],
          [t('verification.reason'), reason],
        ]}
      />
    </section>
  )
}
