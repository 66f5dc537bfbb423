/** Figures in Markdown: all of them for the terminal, and for the page those that do not depend on the machine. */
export interface Figures {
  readonly all: string
  readonly lasting: string
}

/** One measurement, a section of docs/performance.md. */
export interface Benchmark {
  /** What is measured and how, in one or two sentences. */
  readonly about: string
  /** Measures. */
  run(): Promise<Figures>
}

/** Figures of which none is a time. */
export const lasting = (text: string): Figures => ({ all: text, lasting: text })

/** Figures one after the other. */
export const inTurn = (...figures: readonly Figures[]): Figures => ({
  all: figures.map(({ all }) => all).join('\n\n'),
  lasting: figures.map((each) => each.lasting).join('\n\n'),
})

interface Time {
  readonly time: string
}
/** The head of a column that depends on the machine, such as milliseconds. */
export const time = (head: string): Time => ({ time: head })

/** A table of which the page keeps the columns that are no times. */
export const timedTable = (
  heads: readonly (string | Time)[],
  rows: readonly (readonly (string | number)[])[],
): Figures => {
  const isKept = (_cell: unknown, column: number): boolean => typeof heads[column] === 'string'
  return {
    all: table(
      heads.map((head) => (typeof head === 'string' ? head : head.time)),
      rows,
    ),
    lasting: table(
      heads.filter((head) => typeof head === 'string'),
      rows.map((row) => row.filter(isKept)),
    ),
  }
}

/** A Markdown table. */
export const table = (heads: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  [heads, heads.map((_, index) => (index === 0 ? '---' : '--:')), ...rows]
    .map((row) => `| ${row.join(' | ')} |`)
    .join('\n')

/** The middle of some figures, which noise moves less than their mean. */
export const median = (figures: readonly number[]): number => quantile(figures, 0.5)

/** The figure that a share of all figures does not exceed. */
export const quantile = (figures: readonly number[], share: number): number => {
  const sorted = figures.toSorted((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN
}

/** The items in random order, so that slow moments of the machine hit every variant alike. */
export const shuffled = <T>(items: readonly T[]): T[] =>
  items
    .map((item) => ({ item, place: Math.random() }))
    .sort((one, other) => one.place - other.place)
    .map(({ item }) => item)
