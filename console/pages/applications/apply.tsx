import { Page } from '../../kit/page.tsx'
import { useWords } from '../../words/words.tsx'

const Apply = () => {
  const { t } = useWords()
  return (
    <Page title={t('shell.name')}>
      <p />
    </Page>
  )
}
export default Apply
