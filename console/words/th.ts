import type { Words } from './en.ts'
import { access } from './th/access.ts'
import { applications } from './th/applications.ts'
import { customers } from './th/customers.ts'
import { forms } from './th/forms.ts'
import { mapping } from './th/mapping.ts'
import { shell } from './th/shell.ts'
import { staff } from './th/staff.ts'
import { store } from './th/store.ts'
import { terms } from './th/terms.ts'
import { verification } from './th/verification.ts'

/** All words of the console in Thai. */
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
