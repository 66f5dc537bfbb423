import { applicationView } from '../../shared/applications/application.ts'
import { listOwnApplications } from '../../shared/applications/contract.ts'
import { applicationRecord } from '../../shared/applications/records.ts'
import { serve } from '../edge/serve.ts'

export const handler = serve(listOwnApplications, async ({ person, findAll, now }) => {
  const newestFirst = (person?.applications ?? []).toReversed()
  const applications = await findAll(
    applicationRecord,
    newestFirst.map((applicationId) => ({ applicationId })),
  )
  return {
    answer: {
      items: applications
        .filter((application) => application !== undefined)
        .map((application) => applicationView(application, application.version, now)),
    },
  }
})
