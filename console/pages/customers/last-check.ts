import { useState } from 'preact/hooks'
import type { AnswerOf } from '../../api/me.ts'
import { useNow } from '../../shell/now.tsx'
import type { CustomerId } from './customer-id.ts'

type Diagnosis = NonNullable<AnswerOf<'verifyDomain'>['diagnosis']>

/** What the last check gave, and when. */
export interface Check {
  readonly diagnosis: Diagnosis
  readonly at: string
}

/** The one place that trusts what this tab has kept: it wrote it. */
const isCheck = (value: unknown): value is Check =>
  typeof value === 'object' && value !== null && 'diagnosis' in value && 'at' in value

/** The last check of a customer's domain; it outlives a reload of this tab. */
export const useLastCheck = (customerId: CustomerId) => {
  const place = `last-check:${customerId}`
  const now = useNow()
  const [lastCheck, setLastCheck] = useState<Check | undefined>(() => {
    const kept: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null')
    return isCheck(kept) ? kept : undefined
  })
  const keep = (diagnosis: Diagnosis): void => {
    const check = { diagnosis, at: now }
    sessionStorage.setItem(place, JSON.stringify(check))
    setLastCheck(check)
  }
  return { lastCheck, keep }
}
