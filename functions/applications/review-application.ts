import { applicationNotFound, applicationView } from '../../shared/applications/application.ts'
import { reviewApplication } from '../../shared/applications/contract.ts'
import { applicationRecord } from '../../shared/applications/records.ts'
import { companyMarks } from '../../shared/partners/company.ts'
import { companyMarkPartition, companyMarkRecord } from '../../shared/partners/records.ts'
import { serveStaff } from '../edge/serve.ts'

const MOST_DUPLICATES_EACH = 20

const reads = { application: applicationRecord.or(applicationNotFound) }

export const handler = serveStaff(reviewApplication, reads, async ({ application, page, now }) => {
  const bearing = await Promise.all(
    companyMarks(application.company).map(async ({ by, mark }) => {
      const partition = companyMarkPartition(mark)
      const { items } = await page(companyMarkRecord, { partition, limit: MOST_DUPLICATES_EACH })
      return items.map(({ partnerId }) => ({ partnerId, by }))
    }),
  )
  const own = application.status === 'approved' ? application.partnerId : undefined
  return {
    answer: {
      ...applicationView(application, application.version, now),
      possibleDuplicates: bearing.flat().filter(({ partnerId }) => partnerId !== own),
    },
  }
})
