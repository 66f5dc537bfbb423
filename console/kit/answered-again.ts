import { focusManager, useQueryClient } from '@tanstack/preact-query'
import { useEffect } from 'preact/hooks'
import { isOfAnArea } from '../api/dropped.ts'

/** Calls back once a page that is refused is seen again and what it reads is answered; where it reads nothing meanwhile, at once. */
export const useAnsweredAgain = (isRefused: boolean, answered: () => void): void => {
  const cache = useQueryClient().getQueryCache()
  useEffect(() => {
    if (!isRefused) return
    let isSeenAgain = false
    const forgetSeeing = focusManager.subscribe((isSeen) => {
      isSeenAgain ||= isSeen
      if (isSeen && cache.findAll({ type: 'active', predicate: isOfAnArea }).length === 0) answered()
    })
    const forgetReading = cache.subscribe((event) => {
      const isAnswer = event.type === 'updated' && event.action.type === 'success'
      if (isSeenAgain && isAnswer && event.query.isActive() && isOfAnArea(event.query)) answered()
    })
    return () => {
      forgetSeeing()
      forgetReading()
    }
  }, [isRefused])
}
