import { Page } from '../../kit/page.tsx'
import { useWords } from '../../words/words.tsx'

const Partners = () => {
  const { t } = useWords()
  return (
    <Page title={t('shell.name')}>
      <p />
    </Page>
  )
}
export default Partners
