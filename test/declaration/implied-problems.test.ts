import { describe, expect, it } from 'vitest'
import { httpOperations } from '../../shared/contract/contract.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import { revokeAccess } from '../../shared/access/contract.ts'
import { setPartnerAdmins } from '../../shared/partners/contract.ts'
import { getMe } from '../../shared/people/contract.ts'
import { problemsOf } from '../../shared/declaration/implied-problems.ts'

const codesOf = (operation: Parameters<typeof problemsOf>[0]): string[] =>
  problemsOf(operation).map(({ code }) => code)

describe('the problems of an operation', () => {
  it('are those that its gates imply, in their order, and then its own', () => {
    expect(codesOf(extendTrial)).toEqual([
      'not-signed-in',
      'email-not-usable',
      'email-not-verified',
      'malformed-body',
      'body-too-large',
      'unsupported-media-type',
      'invalid-input',
      'idempotency-key-required',
      'another-person',
      'role-required',
      'partner-deactivated',
      'console-requires-workplace',
      'customer-not-found',
      'access-revoked',
      'idempotency-key-reused',
      'unavailable',
      'trial-not-running',
      'trial-extensions-exhausted',
    ])
  })

  it('hide from strangers which organisations there are', () => {
    expect(codesOf(revokeAccess)).toContain('customer-not-found')
    expect(codesOf(revokeAccess)).not.toContain('role-required')
  })

  it('follow the headers that are declared', () => {
    expect(codesOf(setPartnerAdmins)).toEqual(
      expect.arrayContaining(['if-match-required', 'changed-meanwhile']),
    )
    expect(codesOf(getMe)).toEqual([
      'not-signed-in',
      'email-not-usable',
      'email-not-verified',
      'invalid-input',
      'another-person',
      'unavailable',
    ])
  })

  it('of public operations that nobody signs are those that they declare, and of their input; each at most once', () => {
    for (const operation of httpOperations) {
      const codes = codesOf(operation)
      expect(new Set(codes).size).toBe(codes.length)
      const { allow, signed, input, problems = [] } = operation.declaration
      if (signed) expect(codes).toEqual(['body-too-large', signed.refusal.code, 'unavailable'])
      else if (allow === 'public')
        expect(codes).toEqual([
          ...(Object.keys(input.shape).length > 0 ? ['invalid-input'] : []),
          ...problems.map(({ code }) => code),
        ])
    }
  })
})
