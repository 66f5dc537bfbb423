import { canonicalCode } from '../../shared/mapping/partner-code.ts'
import { sha256 } from '../../shared/table/sha256.ts'

/** Names a partner's code in the table, in whatever spelling (R14). */
export const digestOf = (code: string): string => sha256(canonicalCode(code))
