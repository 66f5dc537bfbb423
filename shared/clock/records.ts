import { entity } from '../table/record.ts'
import { ProgrammeClock } from './programme-clock.ts'

export const clockRecord = /* @__PURE__ */ entity({
  kind: 'clock',
  schema: ProgrammeClock,
  key: (_only: unknown) => ({ pk: 'CLOCK', sk: 'CLOCK' }),
})
