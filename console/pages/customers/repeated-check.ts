import { useEffect, useRef } from 'preact/hooks'

const SECOND = 1_000
const MINUTE = 60 * SECOND
/** After the first check by hand: two that follow soon, then each minute, ten times in all. */
const PAUSES = [15 * SECOND, 30 * SECOND, ...Array.from({ length: 8 }, () => MINUTE)]

/** Checks again by itself, ever less often, while the page is seen and nothing was refused. */
export const useRepeatedCheck = (check: () => void, isOn: boolean): void => {
  const latest = useRef(check)
  latest.current = check
  useEffect(() => {
    if (!isOn) return
    let round = 0
    let timer: ReturnType<typeof setTimeout> | undefined
    const plan = (): void => {
      clearTimeout(timer)
      const pause = PAUSES[round]
      if (pause === undefined || document.visibilityState !== 'visible') return
      timer = setTimeout(() => {
        round += 1
        latest.current()
        plan()
      }, pause)
    }
    plan()
    document.addEventListener('visibilitychange', plan)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', plan)
    }
  }, [isOn])
}
