import type { AnswerOf } from '../../api/me.ts'
import { useKept } from '../../session/kept.ts'
import { useTime } from '../../shell/now.tsx'
import type { CustomerId } from './customer-id.ts'

type Diagnosis = NonNullable<AnswerOf<'verifyDomain'>['diagnosis']>

/** What the last check gave, and when. */
export interface Check {
  readonly diagnosis: Diagnosis
  readonly at: string
}

const isCheck = (value: unknown): value is Check =>
  typeof value === 'object' && value !== null && 'diagnosis' in value && 'at' in value

/** The last check of a customer's domain. */
export const useLastCheck = (customerId: CustomerId) => {
  const time = useTime()
  const [lastCheck, keepCheck] = useKept(`last-check:${customerId}`, isCheck)
  const keep = (diagnosis: Diagnosis): void => keepCheck({ diagnosis, at: time() })
  return { lastCheck, keep }
}
