import type { KnownPerson } from './sign-in-page.ts'

/** The deploy parameter `FirstStaffMember`: who has the role `support` from the start. */
export const FIRST_STAFF_MEMBER = 'support@programme.example'
export const REVIEWER = 'reviewer@programme.example'
export const SECOND_SUPPORT = 'care@programme.example'
export const FINANCE = 'finance@programme.example'
export const SECOND_FINANCE = 'treasury@programme.example'
export const APPLICANT = 'anan@siam-cloud.example'
export const OVERDUE_APPLICANT = 'dao@lanna-digital.example'
export const DUE_SOON_APPLICANT = 'marcia@nuvem-norte.example'
export const REJECTED_APPLICANT = 'tiago@rio-sistemas.example'
export const WITHDRAWN_APPLICANT = 'kenji@naniwa-soft.example'
export const DEMO_PARTNER = 'demo@partner.example'
export const SECOND_PARTNER = 'second@partner.example'
export const NEW_PARTNER = 'new@partner.example'

/** The people of the demo, whom the sign-in page offers. */
export const DEMO_PEOPLE: readonly KnownPerson[] = [
  { email: FIRST_STAFF_MEMBER, is: 'Staff: first member, support' },
  { email: REVIEWER, is: 'Staff: reviewer' },
  { email: SECOND_SUPPORT, is: 'Staff: support' },
  { email: FINANCE, is: 'Staff: finance' },
  { email: SECOND_FINANCE, is: 'Staff: finance, who pays what the other approves' },
  { email: APPLICANT, is: 'Applicant, waiting for a reply' },
  { email: DUE_SOON_APPLICANT, is: 'Applicant, whose reply is due soon' },
  { email: OVERDUE_APPLICANT, is: 'Applicant, whose reply is overdue' },
  { email: REJECTED_APPLICANT, is: 'Applicant, rejected' },
  { email: WITHDRAWN_APPLICANT, is: 'Applicant, who withdrew' },
  {
    email: DEMO_PARTNER,
    is: 'Partner admin with 40 customers in every state, a year of sales and payouts in each state',
  },
  { email: 'nina@example.net', is: 'Super admin of example.net' },
  { email: 'omar@example.org', is: 'Super admin of example.org' },
  { email: 'mali@example.co.th', is: 'Super admin of example.co.th' },
  {
    email: 'flora@example.fr',
    is: "Super admin of example.fr, paid by the partner's card, with a downgrade to come",
  },
  {
    email: 'irene@example.it',
    is: 'Super admin of example.it, which has paid by its own card every month of a year',
  },
  { email: 'elena@example.es', is: 'Super admin of example.es, whose card is declined: past due' },
  { email: 'manee@example.ac.th', is: 'Super admin of example.ac.th, whose trial ends in two days' },
  { email: 'conceicao@example.art.br', is: 'Super admin of example.art.br, on a trial extended to 60 days' },
  { email: 'kathe@example.at', is: 'Super admin of example.at, which is paid and revoked the access' },
  { email: SECOND_PARTNER, is: 'Partner admin with customers in every state' },
  { email: NEW_PARTNER, is: 'Partner admin without customers' },
  { email: 'tara@example.in.th', is: 'Super admin of example.in.th, whose trial has ended' },
  { email: 'olga@example.or.th', is: 'Super admin of example.or.th, on trial, who asks for an upgrade' },
  {
    email: 'paulo@example.pt',
    is: 'Super admin of example.pt, which is paid and moves to the second partner in 7 days',
  },
  { email: 'rita@example.com.br', is: 'Super admin of example.com.br, whose domain is not verified' },
  { email: 'carl@example.co.uk', is: 'Super admin of example.co.uk, which is paid and revoked the access' },
  { email: 'dora@example.de', is: 'Super admin of example.de, whom a partner asks' },
]
