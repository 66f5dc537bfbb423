import { useState } from 'preact/hooks'

/** What this tab keeps at a place until the person signs out; `isOne` is the one place that trusts it, as the page wrote it. */
export const keptAt = <Kept>(place: string, isOne: (value: unknown) => value is Kept): Kept | undefined => {
  const found: unknown = JSON.parse(sessionStorage.getItem(place) ?? 'null')
  return isOne(found) ? found : undefined
}

/** Keeps a value at a place in this tab, in place of the one before; `undefined` leaves nothing there. */
export const keepAt = (place: string, value: unknown): void => {
  if (value === undefined) sessionStorage.removeItem(place)
  else sessionStorage.setItem(place, JSON.stringify(value))
}

/** What this tab keeps at a place, and how it is replaced there. */
export const useKept = <Kept>(place: string, isOne: (value: unknown) => value is Kept) => {
  const [kept, setKept] = useState(() => keptAt(place, isOne))
  const keep = (next: Kept | undefined): void => {
    keepAt(place, next)
    setKept(next)
  }
  return [kept, keep] as const
}
