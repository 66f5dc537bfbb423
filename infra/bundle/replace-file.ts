import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The end of the name of a file that is being written. */
export const PARTIAL = '.partial'

/** Replaces a file in one step, and only where it differs, so that several builds may run at once. */
export const replaceFile = (path: string, contents: Uint8Array): void => {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const written = `${dirname(path)}.${process.pid}${PARTIAL}`
  writeFileSync(written, contents)
  renameSync(written, path)
}
