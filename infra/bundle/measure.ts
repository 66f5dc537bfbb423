import { gzipSync } from 'node:zlib'
import type { Metafile } from 'esbuild'

/** The functions in groups, by the heaviest package that they carry, and the most bytes that a function of each may have. */
export const bundleGroups = {
  normal: { what: 'schemas and table client', raw: 320_000, gzip: 100_000 },
  publicSuffixes: { what: 'with the public suffix list', raw: 370_000, gzip: 125_000 },
  mail: { what: 'with the mail client', raw: 380_000, gzip: 120_000 },
  payments: { what: 'with the client of the payment provider', raw: 540_000, gzip: 130_000 },
  document: { what: 'with the OpenAPI document', raw: 1_000_000, gzip: 100_000 },
} as const

/** The exact bytes of a function's code, and its group. */
export interface Measure {
  readonly raw: number
  readonly gzip: number
  readonly carries: keyof typeof bundleGroups
  /** The files of which something is in it. */
  readonly sources: readonly string[]
}

const groupOf = (has: (path: string) => boolean): Measure['carries'] => {
  if (has('shared/domains/registry-suffix.ts')) return 'publicSuffixes'
  if (has('package:@aws-sdk/client-sesv2')) return 'mail'
  if (has('package:stripe')) return 'payments'
  return has('docs/openapi.json') ? 'document' : 'normal'
}

/** The files of which something is in a built file; `output` is its name in the metafile. */
export const sourcesOf = ({ outputs }: Metafile, output: string): string[] =>
  Object.entries(outputs[output]?.inputs ?? {})
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path)

/** Measures the built files of a function. */
export const measured = (sources: readonly string[], files: readonly Uint8Array[]): Measure => {
  const has = (folder: string) => sources.some((path) => path.includes(folder))
  const bytes = (of: (file: Uint8Array) => number): number =>
    files.map(of).reduce((sum, some) => sum + some, 0)
  return {
    raw: bytes((file) => file.length),
    gzip: bytes((file) => gzipSync(file, { level: 9 }).length),
    carries: groupOf(has),
    sources,
  }
}
