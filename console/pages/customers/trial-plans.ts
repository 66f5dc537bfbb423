import type { Client } from '../../../shared/client/client.ts'
import { limits } from '../../../shared/client/limits.ts'
import type { Choice } from '../../form/fields.tsx'
import { useWords } from '../../words/words.tsx'

/** The plans that an operation takes at a pointer, in words. */
export const useTrialPlans = (operation: keyof Client, pointer: string): readonly Choice[] => {
  const { t, knows } = useWords()
  return (limits[operation]?.[pointer]?.allowed ?? []).map((value) => {
    const key = `plan.${value}`
    return { value, label: knows(key) ? t(key) : value }
  })
}
