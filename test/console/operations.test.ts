import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT } from '../../local/state.ts'
import { routes } from '../../shared/client/routes.ts'

const SECOND_PART = {
  'the money of the Store': [
    'answerSubscriptionRequest',
    'cancelSubscription',
    'changeOwnSubscription',
    'changeSubscription',
    'exportPayments',
    'getPayment',
    'getPriceBook',
    'getSubscription',
    'listOrganizationSubscriptionRequests',
    'listPayments',
    'listStaffPayments',
    'listSubscriptionRequests',
    'quoteSubscription',
    'refundPayment',
    'requestSubscriptionChange',
    'setPaymentProfile',
    'startCardEntry',
    'withdrawScheduledChange',
  ],
  'commission and reports': [
    'approvePayout',
    'exportReport',
    'getCommission',
    'getReport',
    'getSalesOverview',
    'listCommissionEntries',
    'listPayouts',
    'listStaffPayouts',
    'markPayoutPaid',
    'rejectPayout',
    'requestPayout',
    'setPartnerTerms',
  ],
  'managing an organisation': [
    'addAlias',
    'addGroupMembers',
    'addUsers',
    'backUpUserAccount',
    'cancelRecovery',
    'changeContactsSync',
    'changeSuperAdmin',
    'changeUserProfilePicture',
    'changeUserRole',
    'closeManagementSession',
    'createGroup',
    'createMailPolicy',
    'deleteGroup',
    'deleteMailPolicy',
    'deleteUser',
    'editDashboard',
    'exportAudit',
    'findOrganization',
    'getDelegationPolicy',
    'getGroup',
    'getManagementSession',
    'getOrganizationSettings',
    'getReferralProgram',
    'getUser',
    'importOrganization',
    'listAudit',
    'listGroups',
    'listMailPolicies',
    'listUsers',
    'openManagementSession',
    'recoverSuperAdmin',
    'removeAlias',
    'removeGroupMember',
    'resetUserPassword',
    'setOrganizationTfa',
    'updateGroup',
    'updateMailPolicy',
    'updateUser',
    'useReferralProgram',
    'verifyAudit',
  ],
} as const

/** The operations that no page asks, by the reason why. */
const WITHOUT_PAGE: Readonly<Record<string, readonly string[]>> = {
  'programs ask it, not people': ['getHealth', 'getOpenapi'],
  'getMe tells all that a page shows of it': ['getOwnPartner'],
  ...SECOND_PART,
}

const sources = readdirSync(join(ROOT, 'console'), { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file))
  .map((file) => readFileSync(join(ROOT, 'console', file), 'utf8'))
const asked = new Set(
  sources.flatMap((text) => [...text.matchAll(/\bapi\.(\w+)\(/g)].map(([, name]) => name)),
)
const excused = Object.values(WITHOUT_PAGE).flat()

describe('the operations of the console', () => {
  it('are each asked by a page, or say why not', () => {
    expect(asked.size).toBeGreaterThan(10)
    expect(Object.keys(routes).filter((name) => !asked.has(name) && !excused.includes(name))).toEqual([])
  })

  it('have an excuse only where there is no page', () => {
    expect(excused.filter((name) => asked.has(name))).toEqual([])
    expect(excused.filter((name) => !(name in routes))).toEqual([])
    expect(new Set(excused).size).toBe(excused.length)
  })
})
