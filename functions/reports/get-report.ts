import { getReport } from '../../shared/reports/contract.ts'
import { openPage } from '../edge/pages.ts'
import { reports } from '../edge/reports.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(getReport, async ({ input, caller, page, now }) => {
  const { query, next } = openPage(getReport, caller, input)
  const { report, from, to } = input
  const { partnerId } = caller
  return { answer: await reports[report]({ partnerId, now, page, from, to }).paged(query, next) }
})
