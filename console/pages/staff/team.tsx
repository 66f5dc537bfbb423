import { useAskAgain } from '../../api/ask.ts'
import { can, useMe } from '../../api/me.ts'
import { Page } from '../../kit/page.tsx'
import { useSaid } from '../../kit/said.ts'
import { Done } from '../../kit/status.tsx'
import { useHere } from '../../list/here.ts'
import { List } from '../../list/list.tsx'
import { useListing } from '../../list/listing.ts'
import { useWords } from '../../words/words.tsx'
import { ReleaseAddress } from './release-address.tsx'
import { StaffRoles, type StaffMember } from './staff-roles.tsx'

type Act = { readonly kind: 'add' | 'release' } | { readonly kind: 'roles'; readonly member: StaffMember }
type Outcome = 'roles' | 'released'

/** The programme's own team and their roles. */
const Team = () => {
  const { t } = useWords()
  const me = useMe().data?.answer
  const askAgain = useAskAgain()
  const listing = useListing(['listStaff'], (api, page, signal) => api.listStaff(page, { signal }))
  const first = listing.asked.data?.answer.firstStaffMember
  const [act, setAct] = useHere<Act>()
  const [outcome, setOutcome, times] = useSaid<Outcome>()
  const close = (): void => setAct(undefined)
  const ended = (how: Outcome) => (): void => {
    setOutcome(how)
    close()
    void askAgain(['listStaff'])
  }
  const maySet = me !== undefined && can(me, 'setStaffRoles')
  return (
    <Page
      title={t('staff.team.title')}
      about={t('staff.team.about')}
      actions={
        <>
          {maySet && (
            <button type="button" class="button primary" onClick={() => setAct({ kind: 'add' })}>
              {t('staff.team.add')}
            </button>
          )}
          {me !== undefined && can(me, 'releaseSubject') && (
            <button type="button" class="button" onClick={() => setAct({ kind: 'release' })}>
              {t('staff.release')}
            </button>
          )}
        </>
      }
    >
      {outcome !== undefined && <Done key={times} says={`staff.team.done.${outcome}`} />}
      <List
        caption={t('staff.team.title')}
        listing={listing}
        keyOf={({ email }) => email}
        columns={[
          { key: 'email', label: t('staff.email'), cell: ({ email }) => email },
          {
            key: 'roles',
            label: t('staff.roles'),
            cell: ({ staffRoles }) => staffRoles.map((role) => t(`staff.role.${role}`)).join(' · '),
          },
          {
            key: 'change',
            label: t('staff.action'),
            cell: (member) =>
              maySet && member.email !== me.email ? (
                <button
                  type="button"
                  class="button"
                  aria-label={t('staff.roles.changeOf', { email: member.email })}
                  onClick={() => setAct({ kind: 'roles', member })}
                >
                  {t('staff.roles.change')}
                </button>
              ) : null,
          },
        ]}
        empty={<p>{t('staff.team.none')}</p>}
      />
      {first !== undefined && <p>{t('staff.team.first', { email: first })}</p>}
      {act?.kind === 'release' && <ReleaseAddress onDone={ended('released')} onClose={close} />}
      {act?.kind === 'add' && <StaffRoles member={undefined} onDone={ended('roles')} onClose={close} />}
      {act?.kind === 'roles' && <StaffRoles member={act.member} onDone={ended('roles')} onClose={close} />}
    </Page>
  )
}
export default Team
