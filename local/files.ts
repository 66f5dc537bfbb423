import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type * as z from 'zod'

/** Reads a JSON file of the laptop's state; `fallback` where it does not exist yet. */
export const readJsonFile = <S extends z.ZodType>(
  file: string,
  schema: S,
  fallback: z.infer<S>,
): z.infer<S> => {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'ENOENT') return fallback
    throw failure
  }
  return schema.parse(JSON.parse(text))
}

/** Replaces a JSON file in one step, so that a kill leaves the old or the new one; only its owner can read it. */
export const writeJsonFile = (file: string, value: unknown): void => {
  mkdirSync(dirname(file), { recursive: true })
  const draft = `${file}.${process.pid}.draft`
  writeFileSync(draft, `${JSON.stringify(value, null, 2)}\n`, { mode: 0o600 })
  renameSync(draft, file)
}
