import { useLocation } from 'preact-iso'
import { useEffect } from 'preact/hooks'
import { useMe, useOwnOrganizations } from '../../api/me.ts'
import { Answered } from '../../kit/answered.tsx'
import { Page } from '../../kit/page.tsx'
import { useSession } from '../../session/context.ts'
import { LAST_USED } from '../../shell/shell.tsx'
import { workspacesOf, type Workspace } from '../../shell/workspaces.ts'
import { useWords } from '../../words/words.tsx'
import { OwnApplications } from './own-applications.tsx'

const Choice = ({ workspaces }: { workspaces: readonly Workspace[] }) => {
  const { t } = useWords()
  return (
    <ul class="workspaces">
      {workspaces.map(({ id, label, of, links }) => (
        <li key={id}>
          <a href={links[0]?.href}>
            <strong>{of ?? t(label)}</strong>
            <span>{of === undefined ? links.map((link) => t(link.label)).join(' · ') : t(label)}</span>
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Where a person begins: the workspace used last, a choice of them, or, without a role, the application. */
export const Home = () => {
  const { t } = useWords()
  const { config } = useSession()
  const { route } = useLocation()
  const me = useMe()
  const organizations = useOwnOrganizations()
  const items = organizations.data?.answer.items
  const workspaces = me.data && items ? workspacesOf(me.data.answer, items, config) : []
  const roles = workspaces.filter(({ id }) => id !== 'apply')
  const last = localStorage.getItem(LAST_USED)
  const hrefs = roles.flatMap(({ links }) => links.map(({ href }) => href))
  const [only] = roles.length === 1 ? hrefs : []
  const target = hrefs.find((href) => href === last) ?? only
  useEffect(() => {
    if (target !== undefined) route(target, true)
  }, [target])
  const isDeactivated = me.data?.answer.partner?.status === 'deactivated'
  return (
    <Page title={t('home.title')}>
      <Answered asked={me}>
        {() => (
          <Answered asked={organizations}>
            {() => (
              <>
                {isDeactivated && (
                  <p class="notice warning" role="status">
                    {t('home.deactivated')}
                  </p>
                )}
                {roles.length > 0 ? <Choice workspaces={roles} /> : <OwnApplications />}
              </>
            )}
          </Answered>
        )}
      </Answered>
    </Page>
  )
}
