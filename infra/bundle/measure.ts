import { gzipSync } from 'node:zlib'
import type { Metafile } from 'esbuild'

/** Exact bytes of a function's code, and the heaviest thing it carries. */
export interface Measure {
  readonly raw: number
  readonly gzip: number
  readonly carries: 'normal' | 'publicSuffixes' | 'mail'
}

/** Measures one built file, named as the metafile names it. */
export const measured = ({ outputs }: Metafile, output: string, contents: Uint8Array): Measure => {
  const inputs = Object.entries(outputs[output]?.inputs ?? {})
  const has = (folder: string) =>
    inputs.some(([path, { bytesInOutput }]) => bytesInOutput > 0 && path.includes(folder))
  return {
    raw: contents.length,
    gzip: gzipSync(contents, { level: 9 }).length,
    carries: has('/tldts/') ? 'publicSuffixes' : has('/client-sesv2/') ? 'mail' : 'normal',
  }
}
