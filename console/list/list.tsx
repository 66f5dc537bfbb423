import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useReadRefusal } from '../api/refusal.tsx'
import { BadAddress, Refused } from '../kit/refused.tsx'
import { Skeleton } from '../kit/answered.tsx'
import { useKeptFocus } from '../kit/kept-focus.ts'
import { useWords } from '../words/words.tsx'
import { PAGE_ROWS, type Listing } from './listing.ts'

export interface Column<Item> {
  readonly key: string
  readonly label: string
  readonly cell: (item: Item) => ComponentChildren
  /** Set at the end of the line, as numbers are. */
  readonly isNumber?: boolean
}

interface Lines<Item> {
  readonly items: readonly Item[]
  readonly nextCursor?: string | undefined
}

interface ListProps<Item> {
  /** What the list is of; read by screen readers. */
  readonly caption: string
  readonly listing: Listing<Lines<Item>>
  /** The first names the row. */
  readonly columns: readonly Column<Item>[]
  readonly keyOf: (item: Item) => string
  /** In place of the first page where there is nothing at all. */
  readonly empty: ComponentChildren
  /** In its place while a filter is set; absent where there is none. */
  readonly noMatch?: ComponentChildren | undefined
}

const Head = <Item,>({ columns }: { columns: readonly Column<Item>[] }) => (
  <thead role="rowgroup">
    <tr role="row">
      {columns.map(({ key, label, isNumber }) => (
        <th key={key} scope="col" role="columnheader" class={isNumber === true ? 'number' : undefined}>
          {label}
        </th>
      ))}
    </tr>
  </thead>
)

interface CellProps<Item> {
  readonly column: Column<Item>
  readonly item: Item
  readonly isName: boolean
}

const Cell = <Item,>({ column: { label, cell, isNumber }, item, isName }: CellProps<Item>) => {
  const value = cell(item)
  if (isName)
    return (
      <th scope="row" role="rowheader">
        {value}
      </th>
    )
  return (
    <td role="cell" data-label={label} class={isNumber === true ? 'number' : undefined}>
      {value === null || value === undefined ? null : <div>{value}</div>}
    </td>
  )
}

/** What stands in the place of a list: a page of it, or why there is none. */
const Shown = <Item,>(props: ListProps<Item>) => {
  const { caption, listing, columns, keyOf, empty, noMatch } = props
  const { t } = useWords()
  const { asked, page, older, newer, first } = listing
  const { data, error, refetch, isFetching } = asked
  useReadRefusal(error)
  if (error?.code === 'invalid-input') return <BadAddress />
  if (error !== null) {
    const again = error.status === 403 ? undefined : () => void refetch()
    return <Refused problem={error} again={error.code === 'cursor-invalid' ? first : again} />
  }
  if (data === undefined) return <Skeleton lines={12} />
  const { items, nextCursor } = data.answer
  if (items.length === 0 && page === 0) return <div class="nothing">{noMatch ?? empty}</div>
  return (
    <div class="list" aria-busy={isFetching}>
      <table role="table" class="cards">
        <caption class="hidden">{caption}</caption>
        <Head columns={columns} />
        <tbody role="rowgroup">
          {items.map((item) => (
            <tr key={keyOf(item)} role="row">
              {columns.map((column, place) => (
                <Cell key={column.key} column={column} item={item} isName={place === 0} />
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <nav class="pager" aria-label={t('list.pages')}>
        <span role="status">
          {t('list.rows', {
            from: page * PAGE_ROWS + 1,
            to: page * PAGE_ROWS + items.length,
            count: items.length,
          })}
        </span>
        {page > 0 && (
          <button type="button" class="button" onClick={newer}>
            {t('list.newer')}
          </button>
        )}
        {nextCursor !== undefined && (
          <button type="button" class="button" onClick={() => older(nextCursor)}>
            {t('list.older')}
          </button>
        )}
      </nav>
    </div>
  )
}

/** One page of a list as a table, whose rows are cards on a phone; a page replaces the last, and has the focus where what had it went with that. */
export const List = <Item,>(props: ListProps<Item>) => {
  const place = useRef<HTMLElement>(null)
  useKeptFocus(place)
  return (
    <section class="place" aria-label={props.caption} tabIndex={-1} ref={place}>
      <Shown {...props} />
    </section>
  )
}
