import type * as z from 'zod'
import { toMillis, type Instant } from '../../shared/kernel/time.ts'
import { world } from './world.ts'

/** A new id of a kind: its prefix and a ULID of the instant. */
export const newId = <S extends z.ZodType<string>>(schema: S, prefix: string, at: Instant): z.output<S> =>
  schema.parse(`${prefix}_${world.ulid(toMillis(at))}`)
