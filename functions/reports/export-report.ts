import { exportReport } from '../../shared/reports/contract.ts'
import { reports } from '../edge/reports.ts'
import { servePartner } from '../edge/serve.ts'

export const handler = servePartner(exportReport, async ({ input, caller: { partnerId }, page, now }) => {
  const { report, from, to } = input
  return { answer: await reports[report]({ partnerId, now, page, from, to }).file() }
})
