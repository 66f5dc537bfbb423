import { Menu } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import { useMe, useOwnOrganizations } from '../api/me.ts'
import { Answered, Skeleton } from '../kit/answered.tsx'
import type { Session } from '../session/session.ts'
import { useWords } from '../words/words.tsx'
import { Account, LanguageChoice } from './account.tsx'
import { SkipLink } from './skip-link.tsx'
import { workspacesOf, type Workspace } from './workspaces.ts'

/** Where the person worked last: `/` leads there. */
export const LAST_USED = 'last-used'

const isAt = (path: string, href: string): boolean => path === href || path.startsWith(`${href}/`)

/** The link of the menu that an address lies closest to. */
const currentOf = (workspaces: readonly Workspace[], path: string): string | undefined =>
  workspaces
    .flatMap(({ links }) => links)
    .map(({ href }) => href)
    .filter((href) => isAt(path, href))
    .toSorted((one, other) => other.length - one.length)[0]

/** The menu: all workspaces of the person with their pages. */
const Workspaces = ({ workspaces }: { workspaces: readonly Workspace[] }) => {
  const { t } = useWords()
  const { path } = useLocation()
  const current = currentOf(workspaces, path)
  useEffect(() => {
    if (current !== undefined) localStorage.setItem(LAST_USED, current)
  }, [current])
  return (
    <>
      {workspaces.map(({ id, label, of, links }) => (
        <section key={id}>
          <h2 class="workspace">{of ?? t(label)}</h2>
          {of !== undefined && <p class="workspace-kind">{t(label)}</p>}
          <ul>
            {links.map((link) => (
              <li key={link.href}>
                <a href={link.href} aria-current={link.href === current ? 'page' : undefined}>
                  {t(link.label)}
                </a>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  )
}

const SessionEnded = ({ session }: { session: Session }) => {
  const { t } = useWords()
  return (
    <div class="banner" role="alert">
      <p>
        <strong>{t('problem.not-signed-in.title')}</strong> {t('problem.not-signed-in.advice')}
      </p>
      <button type="button" class="button primary" onClick={() => void session.signIn()}>
        {t('shell.signInAgain')}
      </button>
    </div>
  )
}

interface ShellProps {
  readonly session: Session
  readonly hasEnded: boolean
  readonly children: ComponentChildren
}

/** What surrounds every page of a person: the way to the content, the menu, the language, the account. */
export const Shell = ({ session, hasEnded, children }: ShellProps) => {
  const { t } = useWords()
  const { url } = useLocation()
  const asked = useMe()
  const me = asked.data?.answer
  const own = useOwnOrganizations()
  // The menu comes as a whole, so that nothing in it moves.
  const workspaces =
    me === undefined || own.isPending ? [] : workspacesOf(me, own.data?.answer.items ?? [], session.config)
  const content = useRef<HTMLElement>(null)
  const [isOpen, setOpen] = useState(false)
  useEffect(() => setOpen(false), [url])
  return (
    <>
      <SkipLink content={content} />
      <header class="top">
        <button
          type="button"
          class="button quiet menu-button"
          aria-expanded={isOpen}
          aria-controls="menu"
          onClick={() => setOpen(!isOpen)}
          onKeyDown={({ key }) => {
            if (key === 'Escape') setOpen(false)
          }}
        >
          <Menu aria-hidden="true" size={20} />
          <span class="hidden">{t('shell.menu')}</span>
        </button>
        <a href="/" class="brand">
          {t('shell.name')}
        </a>
        <LanguageChoice />
        <Account session={session} />
      </header>
      {hasEnded && <SessionEnded session={session} />}
      <div class="frame">
        <nav id="menu" class={isOpen ? 'menu open' : 'menu'} aria-label={t('shell.menu')}>
          <Workspaces workspaces={workspaces} />
        </nav>
        <main id="content" tabIndex={-1} ref={content}>
          <Answered asked={asked} lines={8}>
            {() => (own.isPending ? <Skeleton lines={8} /> : children)}
          </Answered>
        </main>
      </div>
    </>
  )
}
