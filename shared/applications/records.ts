import { ApplicationId } from '../kernel/id.ts'
import { dueRow } from '../table/due.ts'
import { entity } from '../table/record.ts'
import { PartnerApplication, type ApplicationStatus } from './application.ts'

/** The listing partition of the applications in a status, by due date. */
export const applicationListing = (status: ApplicationStatus): string => `APPLICATIONS#${status}`

export const applicationRecord = /* @__PURE__ */ entity({
  kind: 'application',
  schema: PartnerApplication,
  key: ({ applicationId }: { applicationId: ApplicationId }) => ({
    pk: `APPLICATION#${applicationId}`,
    sk: 'APPLICATION',
  }),
  index: ({ status, dueAt, applicationId }) => ({
    listingPk: applicationListing(status),
    listingSk: `${dueAt}#${applicationId}`,
  }),
})

/** The reply to an application under review, due at its due date; removed when it is decided, withdrawn or escalated (R6). */
export const applicationReviewDueRecord = /* @__PURE__ */ dueRow({
  kind: 'applicationReviewDue',
  job: 'application-review',
  id: ApplicationId,
})
