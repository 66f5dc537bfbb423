import { useState } from 'preact/hooks'

/** What this tab keeps at a place until the person signs out, past a reload; `isOne` is the one place that trusts what was kept, as the page wrote it. */
export const useKept = <Kept>(place: string, isOne: (value: unknown) => value is Kept) => {
  const [kept, setKept] = useState<Kept | undefined>(() => {
    const found: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null')
    return isOne(found) ? found : undefined
  })
  const keep = (next: Kept | undefined): void => {
    if (next === undefined) sessionStorage.removeItem(place)
    else sessionStorage.setItem(place, JSON.stringify(next))
    setKept(next)
  }
  return [kept, keep] as const
}
