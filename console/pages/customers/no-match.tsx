import { useWords } from '../../words/words.tsx'

/** That no customer passes the filter, and the way to all of them. */
export const NoMatch = ({ all }: { all: string }) => {
  const { t } = useWords()
  return (
    <>
      <p>{t('customers.noMatch')}</p>
      <a class="button" href={all}>
        {t('customers.showAll')}
      </a>
    </>
  )
}
