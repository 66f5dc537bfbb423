import type { Words } from './en.ts'
import { access } from './pt-BR/access.ts'
import { applications } from './pt-BR/applications.ts'
import { customers } from './pt-BR/customers.ts'
import { forms } from './pt-BR/forms.ts'
import { mapping } from './pt-BR/mapping.ts'
import { shell } from './pt-BR/shell.ts'
import { staff } from './pt-BR/staff.ts'
import { store } from './pt-BR/store.ts'
import { terms } from './pt-BR/terms.ts'
import { verification } from './pt-BR/verification.ts'

/** All words of the console in Brazilian Portuguese. */
export const words = {
  ...access,
  ...applications,
  ...customers,
  ...forms,
  ...mapping,
  ...shell,
  ...staff,
  ...store,
  ...terms,
  ...verification,
} as const satisfies Words
