import { access } from './en/access.ts'
import { applications } from './en/applications.ts'
import { customers } from './en/customers.ts'
import { forms } from './en/forms.ts'
import { mapping } from './en/mapping.ts'
import { shell } from './en/shell.ts'
import { staff } from './en/staff.ts'
import { store } from './en/store.ts'
import { terms } from './en/terms.ts'
import { verification } from './en/verification.ts'

/** All words of the console in English, which give the other languages their keys. */
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
} as const
export type WordsKey = keyof typeof words
export type Words = Readonly<Record<WordsKey, string>>
