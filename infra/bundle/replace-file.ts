import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'

/** Replaces a file in one step, and only where it differs, so that several builds may run at once. */
export const replaceFile = (path: string, contents: Uint8Array): void => {
  if (existsSync(path) && readFileSync(path).equals(contents)) return
  mkdirSync(dirname(path), { recursive: true })
  const written = `${dirname(path)}.${process.pid}`
  writeFileSync(written, contents)
  renameSync(written, path)
}
