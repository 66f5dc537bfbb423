import { verificationCode } from '../../shared/domains/verification.ts'
import { world } from '../outside/world.ts'

/** A new verification code, which nobody has seen (R20). */
export const newCode = (): string => verificationCode(world.randomHex(16))
