import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { CustomerId } from '../../shared/kernel/id.ts'
import { settingChanged } from '../../shared/settings/changes.ts'
import { dashboardMembers, defaultSettings, set, type Setting } from '../../shared/settings/settings.ts'

const customerId = CustomerId.parse('cus_01JN7ZK3M0000000000000000A')
const nothingSet = defaultSettings(customerId)
const dashboard: Setting['dashboard'] = { title: 'ร้านไทย', logoText: 'RT', widgets: ['users'] }

describe('R54 the settings of an organisation', () => {
  it.each<[string, Setting, readonly string[]]>([
    ['a second factor for all', { tfaRequired: true }, ['tfaRequired']],
    ['the sync of contacts', { contactsSync: true }, ['contactsSync']],
    ['a dashboard', { dashboard }, ['dashboard']],
    ['no second factor, as by default', { tfaRequired: false }, []],
    ['no sync of contacts, as by default', { contactsSync: false }, []],
    ['the dashboard that is the default', { dashboard: nothingSet.dashboard }, []],
  ])('have %s set by itself; what changes nothing is no change', (_what, setting, names) => {
    expect(set(nothingSet, setting)).toEqual({ ...nothingSet, ...setting })
    const { answer, changes } = settingChanged(undefined, customerId, setting)
    expect(answer).toMatchObject({ ...setting, version: names.length })
    expect(changes.flatMap((change) => ('event' in change ? change.event.details : []))).toEqual(
      names.map((name) => ({ changed: [name] })),
    )
  })
})

describe('R54 a dashboard', () => {
  const schema = z.strictObject(dashboardMembers())

  it.each<[string, object, boolean]>([
    ['some widgets in an order of their own', { widgets: ['storage', 'users'] }, true],
    ['no widget', { widgets: [] }, true],
    ['a widget twice', { widgets: ['users', 'users'] }, false],
    ['a widget that there is not', { widgets: ['administrators'] }, false],
    ['no title', { title: '' }, true],
    ['a title of 101 characters', { title: 'x'.repeat(101) }, false],
    ['an address as title', { title: 'www.example.com' }, false],
    ['what looks like a card number', { logoText: '4111 1111 1111 1111' }, false],
  ])('with %s is taken or not', (_what, members, isTaken) =>
    expect(schema.safeParse({ ...dashboard, ...members }).success).toBe(isTaken),
  )
})
