import * as z from 'zod'

/** The Workplace services, in the order in which they are listed (R15). */
export const Service = z
  .enum([
    'mail',
    'calendar',
    'contacts',
    'tasks',
    'notes',
    'files',
    'docs',
    'chat',
    'meetings',
    'archive',
    'intranet',
  ])
  .meta({ id: 'Service' })
export type Service = z.infer<typeof Service>
