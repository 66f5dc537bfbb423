import { Page } from '../../kit/page.tsx'
import { useWords } from '../../words/words.tsx'

const Clock = () => {
  const { t } = useWords()
  return (
    <Page title={t('shell.name')}>
      <p />
    </Page>
  )
}
export default Clock
