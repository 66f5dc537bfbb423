import { Page } from '../../kit/page.tsx'
import { useWords } from '../../words/words.tsx'

const OurPartner = () => {
  const { t } = useWords()
  return (
    <Page title={t('shell.name')}>
      <p />
    </Page>
  )
}
export default OurPartner
