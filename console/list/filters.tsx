import { Search } from 'lucide-preact'
import { useLocation, useRoute } from 'preact-iso'
import { useEffect, useRef } from 'preact/hooks'
import { useWords } from '../words/words.tsx'

/** The address of this page with another value in its query; an empty one takes it away. While the next page loads, this one stays as it was addressed. */
export const useQuery = () => {
  const { path, query } = useRoute()
  const { route } = useLocation()
  const addressWith = (changes: Readonly<Record<string, string | undefined>>): string => {
    const next = new URLSearchParams()
    for (const [name, value] of Object.entries({ ...query, ...changes })) if (value) next.set(name, value)
    return next.size === 0 ? path : `${path}?${next}`
  }
  return { query, addressWith, route }
}

/** The value that the address chooses of a few; one that it does not know is taken out of it, so that it says what is shown. */
export const useChosen = <Value extends string>(
  name: string,
  values: readonly Value[],
): Value | undefined => {
  const { query, addressWith, route } = useQuery()
  const chosen = values.find((value) => value === query[name])
  const isUnknown = query[name] !== undefined && chosen === undefined
  useEffect(() => {
    if (isUnknown) route(addressWith({ [name]: undefined }), true)
  }, [isUnknown, query])
  return chosen
}

/** The same where one of them always counts: the first does, and the address does not say it. */
export const useChoice = <Value extends string>(
  name: string,
  [first, ...others]: readonly [Value, ...Value[]],
): Value => useChosen(name, others) ?? first

interface Chip {
  readonly label: string
  /** What the address says while it is chosen. */
  readonly query: Readonly<Record<string, string | undefined>>
  /** Its number, whose place is kept until it is known. */
  readonly count?: number | undefined
}

/** Filters to choose one of, each with its number; where the address combines some, all of them are marked. */
export const Chips = ({ label, chips }: { label: string; chips: readonly Chip[] }) => {
  const { query, addressWith } = useQuery()
  const isSet = ([name, value]: [string, string | undefined]): boolean =>
    value !== undefined && query[name] === value
  const isNoneSet = !chips.some((chip) => Object.entries(chip.query).some(isSet))
  const isChosen = (chip: Chip): boolean => {
    const wanted = Object.entries(chip.query).filter(([, value]) => value !== undefined)
    return wanted.length === 0 ? isNoneSet : wanted.every(isSet)
  }
  return (
    <nav class="chips" aria-label={label}>
      {chips.map((chip) => (
        <a
          key={chip.label}
          href={addressWith(chip.query)}
          class="chip"
          aria-current={isChosen(chip) ? 'true' : undefined}
        >
          {chip.label}
          {'count' in chip && <span class="count">{chip.count}</span>}
        </a>
      ))}
    </nav>
  )
}

/** A search that the address keeps; its field has the focus while it is used. */
export const SearchBox = ({ label }: { label: string }) => {
  const { t } = useWords()
  const { query, addressWith, route } = useQuery()
  const searched = query['search'] ?? ''
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (field.current !== null) field.current.value = searched
  }, [searched])
  return (
    <form
      role="search"
      class="search"
      onSubmit={(event) => {
        event.preventDefault()
        const text = new FormData(event.currentTarget).get('search')
        route(addressWith({ search: typeof text === 'string' ? text.trim() : '' }))
      }}
    >
      <label for="search">{label}</label>
      <input
        ref={field}
        type="search"
        maxLength={200}
        name="search"
        id="search"
        defaultValue={searched}
        autocomplete="off"
      />
      <button type="submit" class="button">
        <Search aria-hidden="true" size={16} /> {t('list.search')}
      </button>
      {searched !== '' && (
        <a
          class="button quiet"
          href={addressWith({ search: undefined })}
          onClick={() => field.current?.focus()}
        >
          {t('list.clear')}
        </a>
      )}
    </form>
  )
}
