import { TERMS_VERSION } from '../../shared/applications/application.ts'
import { getTerms } from '../../shared/applications/contract.ts'
import { findTerms } from '../../shared/applications/terms.ts'
import { servePublicText } from '../edge/serve-public.ts'
import { termsIn } from '../edge/terms-words.ts'
import { termsPage } from '../outside/terms-page.ts'

export const handler = servePublicText(getTerms, async ({ input, language }) => {
  const { version, effectiveOn } = findTerms(input.version)
  const { [version]: text } = await termsIn(language)
  const address = termsPage(version, language)
  return { version, currentVersion: TERMS_VERSION, effectiveOn, address, language, ...text }
})
