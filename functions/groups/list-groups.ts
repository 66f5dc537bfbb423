import { listGroups } from '../../shared/groups/contract.ts'
import { isLive } from '../../shared/groups/group.ts'
import { groupPartition, groupRecord } from '../../shared/groups/records.ts'
import { groupView } from '../../shared/groups/view.ts'
import { answerPage } from '../edge/pages.ts'
import { serveManaged } from '../edge/serve-managed.ts'

export const handler = serveManaged(listGroups, (request) =>
  answerPage(
    listGroups,
    request,
    groupRecord,
    { partition: groupPartition(request.customer.customerId), newestFirst: true },
    (group) => (isLive(group) ? groupView(group, group.version) : undefined),
  ),
)
