/** One measurement, a section of docs/performance.md. */
export interface Benchmark {
  /** What is measured and how, in one or two sentences. */
  readonly about: string
  /** Measures and tells the figures in Markdown. */
  run(): Promise<string>
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
