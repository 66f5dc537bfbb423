import { TERMS_VERSION } from '../../../shared/applications/application.ts'
import type { PEOPLE, Scene } from './scene.ts'

/** A page of the console, and who visits it. */
export interface VisitedPage {
  /** Nobody is signed in where it is not told. */
  readonly as?: keyof typeof PEOPLE
  readonly path: string
}

const MISSING_ID = '0'.repeat(26)

/** Every page of the console that is tested: a page is added by a line here. */
export const pagesOf = ({
  applicationId,
  partnerId,
  tried,
  unverified,
  paid,
  revoked,
}: Scene): readonly VisitedPage[] => [
  { path: '/' },
  { path: `/terms/${TERMS_VERSION}` },
  { as: 'newcomer', path: '/' },
  { as: 'newcomer', path: '/apply' },
  { as: 'applicant', path: '/' },
  { as: 'applicant', path: `/applications/${applicationId}` },
  { as: 'partner', path: '/console/customers' },
  { as: 'partner', path: '/console/customers?domainState=verified' },
  { as: 'partner', path: '/console/customers/new' },
  { as: 'partner', path: `/console/customers/${tried}` },
  { as: 'partner', path: `/console/customers/${unverified}` },
  { as: 'partner', path: `/console/customers/${unverified}/verification` },
  { as: 'partner', path: '/store/customers' },
  { as: 'partner', path: '/store/customers?domainState=verified' },
  { as: 'partner', path: `/store/customers/${paid}` },
  { as: 'partner', path: `/store/customers/${tried}` },
  { as: 'partner', path: `/store/customers/${revoked}` },
  { as: 'secondPartner', path: '/store/mapping' },
  { as: 'superAdmin', path: `/organizations/${tried}/partner` },
  { as: 'superAdmin', path: `/organizations/${tried}/mapping` },
  { as: 'support', path: '/staff/applications' },
  { as: 'support', path: '/staff/partners' },
  { as: 'support', path: `/staff/partners/${partnerId}` },
  { as: 'support', path: '/staff/transfers' },
  { as: 'support', path: '/staff/team' },
  { as: 'support', path: '/staff/mails' },
  { as: 'support', path: '/staff/failures' },
  { as: 'support', path: '/clock' },
  { as: 'reviewer', path: '/staff/applications' },
  { as: 'reviewer', path: `/staff/applications/${applicationId}` },
]

/** Pages that show something else than what they are for: nothing yet, nothing found, nothing that may be seen, nothing that exists. */
export const oddPages: readonly VisitedPage[] = [
  { path: '/terms/1999-01' },
  { as: 'rejected', path: '/' },
  { as: 'withdrawn', path: '/' },
  { as: 'newcomer', path: '/apply?step=plan' },
  { as: 'newcomer', path: '/apply?step=review' },
  { as: 'applicant', path: '/apply' },
  { as: 'newcomer', path: `/applications/app_${MISSING_ID}` },
  { as: 'superAdmin', path: `/organizations/cus_${MISSING_ID}/partner` },
  { as: 'revoker', path: '/' },
  { as: 'secondPartner', path: '/console/customers' },
  { as: 'partner', path: '/console/customers?search=nobody-has-this-name' },
  { as: 'secondPartner', path: '/store/customers' },
  { as: 'partner', path: '/store/mapping' },
  { as: 'superAdmin', path: `/organizations/cus_${MISSING_ID}/mapping` },
  { as: 'secondPartner', path: '/store/mapping?show=transfers' },
  { as: 'partner', path: '/store/customers?search=nobody-has-this-name' },
  { as: 'partner', path: `/store/customers/cus_${MISSING_ID}` },
  { as: 'support', path: '/store/customers' },
  { as: 'partner', path: '/nowhere' },
  { as: 'partner', path: `/console/customers/cus_${MISSING_ID}` },
  { as: 'partner', path: '/console/customers/no-id' },
  { as: 'partner', path: '/staff/team' },
  { as: 'reviewer', path: '/staff/transfers' },
  { as: 'support', path: '/staff/transfers?state=completed' },
  { as: 'support', path: '/console/customers' },
  { as: 'support', path: '/staff/applications?status=rejected' },
]
