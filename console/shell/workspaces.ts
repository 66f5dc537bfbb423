import type { Config } from '../session/config.ts'
import { can, type Me, type OwnOrganization } from '../api/me.ts'
import type { WordsKey } from '../words/en.ts'

interface Link {
  readonly href: string
  readonly label: WordsKey
}

/** In which role one acts: the first part of the address says it. */
export interface Workspace {
  readonly id: string
  readonly label: WordsKey
  /** What it is of, where there are several of its kind. */
  readonly of?: string
  readonly links: readonly Link[]
}

const when = (holds: boolean, ...links: Link[]): readonly Link[] => (holds ? links : [])

const staffLinks = (me: Me, { hasClock }: Config): readonly Link[] => [
  ...when(can(me, 'listApplications'), { href: '/staff/applications', label: 'nav.applications' }),
  ...when(can(me, 'listPartners'), { href: '/staff/partners', label: 'nav.partners' }),
  ...when(can(me, 'listStaffTransfers'), { href: '/staff/transfers', label: 'nav.transfers' }),
  ...when(can(me, 'listStaff'), { href: '/staff/team', label: 'nav.team' }),
  ...when(can(me, 'listUncertainMails'), { href: '/staff/mails', label: 'nav.mails' }),
  ...when(can(me, 'listFailedEvents'), { href: '/staff/failures', label: 'nav.failures' }),
  ...when(hasClock && can(me, 'getClock'), { href: '/clock', label: 'nav.clock' }),
]

const hasSurface = (me: Me, surface: 'store' | 'console'): boolean =>
  me.partner?.status === 'active' && me.partner.surfaces.includes(surface)

/** The workspaces of a person, in the order of the menu. */
export const workspacesOf = (
  me: Me,
  organizations: readonly OwnOrganization[],
  config: Config,
): readonly Workspace[] => {
  const all: readonly Workspace[] = [
    {
      id: 'console',
      label: 'workspace.console',
      links: when(
        hasSurface(me, 'console'),
        { href: '/console/customers', label: 'nav.customers' },
        { href: '/console/customers/new', label: 'nav.addCustomer' },
      ),
    },
    {
      id: 'store',
      label: 'workspace.store',
      links: when(
        hasSurface(me, 'store'),
        { href: '/store/customers', label: 'nav.storeCustomers' },
        { href: '/store/mapping', label: 'nav.mapping' },
      ),
    },
    ...organizations.map(({ customerId, organizationName }) => ({
      id: `organization-${customerId}`,
      label: 'workspace.organization' as const,
      of: organizationName,
      links: [
        { href: `/organizations/${customerId}/partner`, label: 'nav.ourPartner' as const },
        { href: `/organizations/${customerId}/mapping`, label: 'nav.mapping' as const },
      ],
    })),
    { id: 'staff', label: 'workspace.staff', links: staffLinks(me, config) },
    {
      id: 'apply',
      label: 'workspace.apply',
      links: when(me.partner === undefined && me.staffRoles.length === 0, {
        href: me.openApplicationId === undefined ? '/apply' : `/applications/${me.openApplicationId}`,
        label: me.openApplicationId === undefined ? 'nav.apply' : 'nav.application',
      }),
    },
  ]
  return all.filter(({ links }) => links.length > 0)
}
