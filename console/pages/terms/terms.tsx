import { useRoute } from 'preact-iso'
import { useAsk } from '../../api/ask.ts'
import type { AnswerOf } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Page } from '../../kit/page.tsx'
import { useSession } from '../../session/context.ts'
import { PublicFrame } from '../../shell/public-frame.tsx'
import { useFormats } from '../../words/formats.ts'
import { useWords } from '../../words/words.tsx'

/** The text, section by section, with what is to be known before. */
const Text = ({ terms }: { terms: AnswerOf<'getTerms'> }) => {
  const { t } = useWords()
  const { date } = useFormats()
  const { version, currentVersion, effectiveOn, language, notice, text } = terms
  return (
    <>
      <p class="about">{t('terms.since', { version, on: date(effectiveOn) })}</p>
      {version !== currentVersion && (
        <p class="notice warning">
          {t('terms.former')} <a href={`/terms/${currentVersion}`}>{t('terms.toCurrent')}</a>
        </p>
      )}
      <p class="notice warning" lang={language}>
        {notice}
      </p>
      <article class="stack" lang={language}>
        {text.map(({ heading, paragraphs }) => (
          <section key={heading} class="stack">
            <h2>{heading}</h2>
            {paragraphs.map((paragraph) => (
              <p key={paragraph}>{paragraph}</p>
            ))}
          </section>
        ))}
      </article>
    </>
  )
}

const TermsPage = () => {
  const { t, language } = useWords()
  const version = useRoute().params['version'] ?? ''
  const asked = useAsk(['getTerms', version, language], (api, signal) =>
    api.getTerms({ version }, { signal }),
  )
  return (
    <Page title={asked.data?.answer.title ?? t('terms.title')}>
      <Answered asked={asked} lines={20}>
        {(terms) => <Text terms={terms} />}
      </Answered>
    </Page>
  )
}

/** A version of the terms, for everybody (R4). */
const Terms = () => {
  const isStranger = useSession().state === 'signed-out'
  return isStranger ? (
    <PublicFrame>
      <TermsPage />
    </PublicFrame>
  ) : (
    <TermsPage />
  )
}
export default Terms
