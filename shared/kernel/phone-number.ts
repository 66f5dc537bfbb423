import * as z from 'zod'
import { form } from './issue.ts'

/** A phone number in E.164; not checked as free text, as a tenth of the numbers with 13 digits look like card numbers. */
export const PhoneNumber = z
  .string()
  .check(form('phone', /^\+[1-9]\d{6,14}$/, 'must be an E.164 number such as +6621234567'))
  .meta({ examples: ['+6621234567'] })
