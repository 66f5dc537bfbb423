import { existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** The end of the name of a file that is being written. */
export const PARTIAL = '.partial'

/** Replaces a file in one step, and only where it differs, so that several builds may run at once; `same` is a file with the same contents, of which it becomes another name. */
export const replaceFile = (path: string, contents: Uint8Array, same?: string): void => {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const written = `${dirname(path)}.${process.pid}${PARTIAL}`
  if (same === undefined) writeFileSync(written, contents)
  else {
    rmSync(written, { force: true })
    linkSync(same, written)
  }
  renameSync(written, path)
}
