import type { restorationRecord } from '../../shared/payments/records.ts'

/** That the table was restored, and to which point of real time. */
export type Restoration = ReturnType<typeof restorationRecord.parse>
