import * as z from 'zod'
import { problem } from '../kernel/problem.ts'

/** The most lines that one file holds, at most 1.3 kB each, so that it stays below the 6 MB that a function may answer. More are refused, never left out silently. */
export const MOST_LINES = 4_000

export const reportTooLarge = /* @__PURE__ */ problem(
  'report-too-large',
  {
    kind: 'invalid',
    title: 'The report has too many lines for one file',
    advice: 'Narrow it by days, and ask for one file after the other.',
  },
  { mostLines: /* @__PURE__ */ z.int() },
)
