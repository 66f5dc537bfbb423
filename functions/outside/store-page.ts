import type { CustomerId } from '../../shared/kernel/id.ts'
import { world } from './world.ts'

/** The page of the Partner Store about a customer. */
export const storePage = (customerId: CustomerId): string => {
  const url = new URL(world.setting('STORE_URL'))
  url.pathname = `${url.pathname.replace(/\/$/, '')}/customers/${customerId}`
  return url.href
}
