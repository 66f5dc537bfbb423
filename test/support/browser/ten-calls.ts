import { fetchAs } from '../../../console/api/fetch-as.ts'
import { readConfig } from '../../../console/session/config.ts'
import { Session } from '../../../console/session/session.ts'
import { createClient } from '../../../shared/client/client.ts'

/** The session of who arrives, or the way to the sign-on. */
export const arrive = async (): Promise<Session> => Session.begin(await readConfig())

/** The e-mail addresses that ten calls at once are answered with. */
export const tenCalls = async (session: Session): Promise<readonly string[]> => {
  const { getMe } = createClient({
    baseUrl: location.origin,
    token: () => session.token,
    fetch: fetchAs(session),
  })
  const answers = await Promise.all(Array.from({ length: 10 }, () => getMe()))
  return answers.map(({ answer }) => answer.email)
}
