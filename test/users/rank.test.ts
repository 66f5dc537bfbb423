import { describe, expect, it } from 'vitest'
import { administratorProtected, isAllowed, refuseRank } from '../../shared/users/rank.ts'
import { refusal } from '../support/describe/refusal.ts'
import { address } from './directory.ts'

const DEEDS = ['change', 'suspend', 'delete'] as const
/** Whether change, suspend and delete are allowed: to another person, and to oneself. */
const TABLE = [
  ['super-admin', 'super-admin', 'yes yes yes', 'yes no no'],
  ['super-admin', 'org-admin', 'yes yes yes', 'yes no no'],
  ['super-admin', 'member', 'yes yes yes', 'yes no no'],
  ['org-admin', 'super-admin', 'no no no', 'no no no'],
  ['org-admin', 'org-admin', 'no no no', 'no no no'],
  ['org-admin', 'member', 'yes yes yes', 'yes no no'],
  ['partner-admin', 'super-admin', 'no no no', 'no no no'],
  ['partner-admin', 'org-admin', 'no no no', 'no no no'],
  ['partner-admin', 'member', 'yes yes yes', 'yes no no'],
] as const

describe('R52 R56 who does what to whom', () => {
  it.each(TABLE)('a %s to a %s: %s; to oneself: %s', (by, to, others, self) => {
    for (const [isSelf, expected] of [
      [false, others],
      [true, self],
    ] as const) {
      const found = DEEDS.map((deed) => (isAllowed({ by, to, isSelf, deed }) ? 'yes' : 'no'))
      expect(found.join(' ')).toBe(expected)
    }
  })

  it('oneself is who has the address', () => {
    const caller = { actsAs: 'super-admin', email: address('ada') } as const
    const self = { role: 'super-admin', email: address('ada') } as const
    expect(refusal(() => refuseRank(caller, self, 'delete'))).toBe(administratorProtected)
    expect(() => refuseRank(caller, self, 'change')).not.toThrow()
    expect(() => refuseRank(caller, { role: 'org-admin', email: address('bo') }, 'delete')).not.toThrow()
  })
})
