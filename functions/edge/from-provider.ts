import { unavailable } from '../../shared/kernel/problems.ts'
import { ProviderUnavailable } from '../outside/payments/client.ts'

/** Waits for the payment provider; refuses as unavailable where it gave no usable answer. */
export const fromProvider = async <T>(asked: Promise<T>): Promise<T> => {
  try {
    return await asked
  } catch (thrown) {
    if (thrown instanceof ProviderUnavailable) throw unavailable({ retryAfterSeconds: 5 })
    throw thrown
  }
}
