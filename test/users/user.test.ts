import { describe, expect, it } from 'vitest'
import { BackupId } from '../../shared/kernel/id.ts'
import { plusDays, plusMillis } from '../../shared/kernel/time.ts'
import { freeSubscription } from '../../shared/subscriptions/plan.ts'
import {
  addAlias,
  aliasLimitReached,
  aliasNotFound,
  MOST_ALIASES,
  removeAlias,
} from '../../shared/users/alias.ts'
import { backupAlreadyRequested, openBackup, requestBackup } from '../../shared/users/backup.ts'
import { recoveryAddressMissing, recoveryAddressOf } from '../../shared/users/password-reset.ts'
import { addressBeginning, namedLike } from '../../shared/users/search.ts'
import {
  activeSeats,
  excessSeats,
  licencesExhausted,
  needsLicence,
  refuseSeats,
} from '../../shared/users/seats.ts'
import { deleteUser, presentUser, userNotFound } from '../../shared/users/user.ts'
import { userView } from '../../shared/users/view.ts'
import { refusal } from '../support/describe/refusal.ts'
import { address, AT, user } from './directory.ts'

const deleted = deleteUser(user())

describe('R56 a user', () => {
  it('who is deleted leaves no name and no address, and answers like a missing one', () => {
    expect(Object.keys(deleted).sort()).toEqual(['createdAt', 'customerId', 'status', 'userId'])
    expect(refusal(() => presentUser(deleted))).toBe(userNotFound)
    expect(refusal(() => presentUser(undefined))).toBe(userNotFound)
  })

  it.each([
    ['active', false, 'active', undefined],
    ['active', true, 'suspended', 'plan'],
    ['suspended', false, 'suspended', 'administrator'],
    ['suspended', true, 'suspended', 'administrator'],
  ] as const)('who is %s, beyond the plan: %s, reads as %s by %s', (status, isBeyondPlan, shown, by) => {
    const view = userView(user({ status }), 1, { isBeyondPlan, hasLivePolicy: true })
    expect([view.status, view.suspendedBy]).toEqual([shown, by])
  })

  it.each([
    ['an active member', user(), true],
    ['an active org admin', user({ role: 'org-admin' }), true],
    ['the super admin, who always has one', user({ role: 'super-admin' }), false],
    ['a suspended member', user({ status: 'suspended' }), false],
    ['a deleted user', deleted, false],
  ] as const)('%s needs a licence that the super admin leaves: %3$s', (_who, who, needs) =>
    expect(needsLicence(who)).toBe(needs),
  )
})

describe('R56 the licences of an organisation', () => {
  const customer = (licences: number) => ({ subscription: { ...freeSubscription, licences } })
  it.each([
    [4, 5, 1, 'free', 4, 0],
    [4, 5, 2, 'refused', 4, 0],
    [5, 5, 1, 'refused', 5, 0],
    [6, 5, 1, 'refused', 5, 1],
    [0, 5, 5, 'free', 0, 0],
  ])('%i active of %i, %i more: %s', (active, licences, asked, outcome, counted, excess) => {
    const ask = () => refuseSeats({ active }, customer(licences), asked, AT)
    if (outcome === 'refused') expect(refusal(ask)).toBe(licencesExhausted)
    else expect(ask).not.toThrow()
    expect(activeSeats({ active }, customer(licences), AT)).toBe(counted)
    expect(excessSeats({ active }, customer(licences), AT)).toBe(excess)
  })
})

describe('R55 the aliases of a user', () => {
  const full = user({ aliases: Array.from({ length: MOST_ALIASES }, (_, place) => address(`a${place}`)) })
  it('are added once, and up to 30', () => {
    const one = addAlias(user(), address('a'))
    expect(one.aliases).toEqual([address('a')])
    expect(addAlias(one, address('a'))).toBe(one)
    expect(addAlias(full, address('a0'))).toBe(full)
    expect(refusal(() => addAlias(full, address('b')))).toBe(aliasLimitReached)
  })
  it('are taken away, the main address never', () => {
    expect(removeAlias(full, address('a0')).aliases).toHaveLength(MOST_ALIASES - 1)
    for (const other of [full.email, address('b')])
      expect(refusal(() => removeAlias(full, other))).toBe(aliasNotFound)
  })
})

describe('R51 a backup of an account', () => {
  const backup = requestBackup({}, BackupId.parse('bak_01JN7ZK3M0000000000000000E'), AT)
  const ends = plusDays(AT, 30)
  it.each([
    ['never requested', {}, AT, false],
    ['just requested', { backup }, AT, true],
    ['about to expire', { backup }, plusMillis(ends, -1), true],
    ['expired', { backup }, ends, false],
  ] as const)('%s', (_state, of, at, isOpen) => {
    expect(openBackup(of, at) !== undefined).toBe(isOpen)
    const again = () => requestBackup(of, backup.backupId, at)
    if (isOpen) expect(refusal(again)).toBe(backupAlreadyRequested)
    else expect(again()).toEqual({ ...backup, requestedAt: at, expiresAt: plusDays(at, 30) })
  })
})

describe('R51 a password reset', () => {
  it('goes to the recovery address alone', () => {
    expect(recoveryAddressOf({ recoveryEmail: address('home') })).toBe(address('home'))
    expect(refusal(() => recoveryAddressOf({}))).toBe(recoveryAddressMissing)
  })
})

describe('R55 a search of users', () => {
  it.each([
    ['Mal', 'mal'],
    ['Malee@', 'malee@'],
    ['malee@EXAM', 'malee@exam'],
    ['malee@example.co.th.', 'malee@example.co.th'],
    ['malee@bücher.example', 'malee@xn--bcher-kva.example'],
    ['\u212Aanda', '\u212Aanda'],
    ['a@b@c', 'a@b@c'],
    ['@', '@'],
  ])('reads the beginning %s as %s', (text, beginning) => expect(addressBeginning(text)).toBe(beginning))

  it.each([
    [undefined, true],
    ['MALEE', true],
    ['lee sri', true],
    ['srisuk malee', false],
    ['ma lee', false],
  ])('finds Malee Srisuk by %s: %s', (text, isFound) => expect(namedLike(text)(user())).toBe(isFound))
})
