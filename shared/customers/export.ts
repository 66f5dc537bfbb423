import * as z from 'zod'
import { csvOf, type Columns } from '../kernel/csv.ts'
import { problem } from '../kernel/problem.ts'
import type { ConsoleCustomer } from './customer.ts'

/** The most customers that one file holds, at most 2.3 kB each, so that it stays below the 6 MB that a function may answer. More are refused, never left out silently. */
export const MOST_EXPORTED = 2_000

export const exportTooLarge = /* @__PURE__ */ problem(
  'export-too-large',
  {
    kind: 'invalid',
    title: 'There are too many customers for one file',
    advice: 'Narrow the export by a search, the state of the domain or of the trial.',
  },
  { mostCustomers: /* @__PURE__ */ z.int() },
)

/** The columns of *Manage Customers* as a file, in their order (R12). */
const COLUMNS: Columns<ConsoleCustomer> = {
  domain: ({ domain }) => domain,
  domainState: ({ domainState }) => domainState,
  action: ({ action }) => action,
  organizationName: ({ organizationName }) => organizationName,
  superAdminFirstName: ({ superAdmin }) => superAdmin.firstName,
  superAdminLastName: ({ superAdmin }) => superAdmin.lastName,
  superAdminEmail: ({ superAdmin }) => superAdmin.email,
  plan: ({ plan }) => plan,
  licences: ({ licences }) => licences,
  payPeriod: ({ payPeriod }) => payPeriod,
  renewalDate: ({ renewalDate }) => renewalDate,
  trialState: ({ trial }) => trial?.state ?? 'none',
  trialEndsAt: ({ trial }) => trial?.endsAt,
  customerId: ({ customerId }) => customerId,
}

/** The lines of *Manage Customers* as CSV with a heading (R12). */
export const customersCsv = (lines: readonly ConsoleCustomer[]): string => csvOf(COLUMNS, lines)
