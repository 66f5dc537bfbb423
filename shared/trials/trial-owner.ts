import type { Customer } from '../customers/customer.ts'

/**
 * Which domain a customer's trial counts for: the registrable one (R30). The public suffix list is read only for a customer
 * that was stored before it kept its registrable domain.
 */
export const trialOwner = async ({
  domain,
  registrableDomain,
}: Pick<Customer, 'domain' | 'registrableDomain'>): Promise<{ registrableDomain: string }> => {
  if (registrableDomain !== undefined) return { registrableDomain }
  const { trialDomain } = await import('../domains/registrable-domain.ts')
  return { registrableDomain: trialDomain(domain) }
}
