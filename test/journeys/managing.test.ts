import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER as SUPPORT } from '../../local/people.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import { plusMonths } from '../../shared/kernel/date.ts'
import { useLaptop } from '../support/laptop.ts'

const REVIEWER = 'review@vendor.co.th'
const PARTNER = 'somchai@siamcloud.co.th'
const DOMAIN = 'baan.co.th'
const SUPER_ADMIN = `malee@${DOMAIN}`
const ORG_ADMIN = `prasit@${DOMAIN}`
const LICENCES = 4
/** A picture of one point. */
const PICTURE =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='

const Text = z.string()
const Users = z.array(z.looseObject({ userId: z.string(), email: z.string(), role: z.string() }))
const Lines = z.array(
  z.looseObject({
    entryId: z.string(),
    outcome: z.string(),
    action: z.string().optional(),
    operation: z.string().optional(),
    code: z.string().optional(),
    actor: z.looseObject({ email: z.string().optional(), role: z.string().optional() }),
  }),
)
const ALL = { ifMatch: '*' }

describe('a partner that manages an organisation', () => {
  const programme = useLaptop()
  const { ask } = programme
  let customerId = ''
  let users: z.infer<typeof Users> = []
  let groupId = ''
  const organization = (path: string) => `/organizations/${customerId}${path}`
  const session = () => `/console/customers/${customerId}/management-session`
  const userNamed = (email: string): string => {
    const found = users.find((user) => user.email === email)
    if (!found) throw new Error(`There is no user ${email}`)
    return found.userId
  }
  const add = (...names: string[]) =>
    ask(PARTNER, 'POST', organization('/users'), {
      users: names.map((name) => ({
        email: `${name}@${DOMAIN}`,
        firstName: name,
        lastName: 'Srisuk',
        recoveryEmail: `${name}@people.example.com`,
      })),
    })
  const log = async (query: string) =>
    Lines.parse((await ask(SUPER_ADMIN, 'GET', organization(`/audit?limit=100&${query}`))).body['items'])

  /** The ten, as the operations that do them, with what would do them. */
  const ten = () => {
    const member = `/users/${userNamed(`anong@${DOMAIN}`)}`
    return [
      ['useReferralProgram', 'GET', '/referrals', undefined],
      [
        'useReferralProgram',
        'POST',
        '/referrals',
        { organizationName: 'Friends', contactName: 'Chai', contactEmail: 'chai@friends.example.com' },
      ],
      ['setOrganizationTfa', 'PUT', '/settings/tfa', { tfaRequired: true }],
      ['changeContactsSync', 'PUT', '/settings/contacts-sync', { contactsSync: true }],
      ['editDashboard', 'PUT', '/dashboard', { title: 'Baan', logoText: 'B', widgets: [] }],
      ['changeUserProfilePicture', 'PUT', `${member}/profile-picture`, { picture: PICTURE }],
      ['resetUserPassword', 'POST', `${member}/password-reset`, undefined],
      ['backUpUserAccount', 'POST', `${member}/backups`, undefined],
      ['changeUserRole', 'PUT', `/users/${userNamed(ORG_ADMIN)}/role`, { role: 'org-admin' }],
      ['deleteUser', 'DELETE', member, undefined],
      ['changeSuperAdmin', 'PUT', '/super-admin', { userId: userNamed(ORG_ADMIN) }],
    ] as const
  }

  it('R14: an organisation with four licences gets a partner', async () => {
    await ask(SUPPORT, 'PUT', `/staff/people/${REVIEWER}`, { staffRoles: ['reviewer'] })
    const submitted = await ask(PARTNER, 'POST', '/applications', {
      company: { name: 'Siam Cloud', email: 'hello@siamcloud.co.th', phone: '+6621234567' },
      address: { street: '1 Main Road', city: 'Bangkok', country: 'TH' },
      primaryExpertise: 'workplace',
      experience: 'Ten years of office suites.',
      partnershipPlan: 'Fifty customers in the first year.',
      acceptedTerms: TERMS_VERSION,
    })
    const application = Text.parse(submitted.body['applicationId'])
    await ask(REVIEWER, 'POST', `/staff/applications/${application}/approval`)
    const { body } = await ask(SUPPORT, 'GET', '/clock')
    const imported = await ask(SUPPORT, 'POST', '/staff/organizations', {
      domain: DOMAIN,
      organizationName: 'Baan Thai',
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: SUPER_ADMIN },
      country: 'TH',
      language: 'th',
      plan: 'standard',
      licences: LICENCES,
      payPeriod: 'yearly',
      renewalDate: plusMonths(Text.parse(body['now']).slice(0, 10), 12),
      reason: 'A customer of the vendor since 2019.',
    })
    customerId = Text.parse(imported.body['customerId'])
    const { body: partnerCode } = await ask(PARTNER, 'POST', '/partner/code')
    const mapped = await ask(SUPER_ADMIN, 'POST', organization('/partner'), { code: partnerCode['code'] })
    expect(mapped).toMatchObject({ status: 200, body: { status: 'mapped' } })
  })

  it('R50: the partner opens a management session and sees whom it manages, what it may and what it never may', async () => {
    expect(await ask(PARTNER, 'GET', organization('/users'))).toMatchObject({
      status: 409,
      body: { type: '/problems/management-session-required', state: 'none' },
    })
    expect(await ask(PARTNER, 'GET', session())).toMatchObject({ status: 404 })
    const opened = await ask(PARTNER, 'POST', session(), { reason: 'Setting up the new office.' })
    expect(opened).toMatchObject({
      status: 201,
      body: { banner: `You are currently managing your customer: ${DOMAIN}` },
    })
    expect(opened.body['forbidden']).toHaveLength(10)
    expect(await ask(PARTNER, 'POST', session())).toMatchObject({
      status: 200,
      body: { sessionId: opened.body['sessionId'], reason: 'Setting up the new office.' },
    })
  })

  it('R55 R56: it adds users up to the licences', async () => {
    const page = await ask(PARTNER, 'GET', organization('/users'))
    expect(page.body['items']).toMatchObject([{ email: SUPER_ADMIN, role: 'super-admin' }])
    expect(page.body['counts']).toEqual({ active: 1, licences: LICENCES, plan: 'standard' })
    expect(await add('anong', 'prasit', 'chai')).toMatchObject({ status: 201 })
    expect(await add('late')).toMatchObject({
      status: 409,
      body: { type: '/problems/licences-exhausted', licences: LICENCES, active: LICENCES, asked: 1 },
    })
    users = Users.parse((await ask(PARTNER, 'GET', organization('/users'))).body['items'])
    expect(users.map(({ role }) => role).toSorted()).toEqual(['member', 'member', 'member', 'super-admin'])
  })

  it('R55 R57: it gives an alias, a group and a mail policy', async () => {
    const member = organization(`/users/${userNamed(`anong@${DOMAIN}`)}`)
    expect(await ask(PARTNER, 'PUT', `${member}/aliases/sales@${DOMAIN}`)).toMatchObject({ status: 200 })
    expect(await ask(PARTNER, 'PUT', `${member}/aliases/hostmaster@${DOMAIN}`)).toMatchObject({
      status: 409,
      body: { type: '/problems/address-reserved' },
    })
    const group = { name: 'Everybody', whoMaySend: 'organization' }
    const taken = { ...group, address: `SALES@${DOMAIN}` }
    expect(await ask(PARTNER, 'POST', organization('/groups'), taken)).toMatchObject({
      status: 409,
      body: { type: '/problems/address-taken' },
    })
    const created = await ask(PARTNER, 'POST', organization('/groups'), {
      ...group,
      address: `all@${DOMAIN}`,
    })
    expect(created.status).toBe(201)
    groupId = Text.parse(created.body['groupId'])
    const userIds = users.map(({ userId }) => userId)
    const members = organization(`/groups/${groupId}/members`)
    expect(await ask(PARTNER, 'POST', members, { userIds })).toMatchObject({ status: 200 })
    const policy = await ask(PARTNER, 'POST', organization('/mail-policies'), {
      name: 'Office',
      sendTo: { with: 'anyone' },
      receiveFrom: { with: 'anyone' },
      forwarding: 'blocked',
      imap: true,
      pop: false,
      activeSync: true,
      attachmentMegabytes: 25,
    })
    expect(policy.status).toBe(201)
    const { etag } = await ask(PARTNER, 'GET', member)
    const given = await ask(
      PARTNER,
      'PATCH',
      member,
      { mailPolicyId: policy.body['policyId'] },
      { ifMatch: etag ?? '', contentType: 'application/merge-patch+json' },
    )
    expect(given).toMatchObject({ status: 200, body: { mailPolicyId: policy.body['policyId'] } })
    const administrator = organization(`/users/${userNamed(SUPER_ADMIN)}`)
    expect(await ask(PARTNER, 'PATCH', administrator, { firstName: 'Eve' }, ALL)).toMatchObject({
      status: 403,
      body: { type: '/problems/administrator-protected' },
    })
  })

  it('R51: it is refused each of the ten by its code', async () => {
    for (const [operation, method, path, body] of ten())
      expect(await ask(PARTNER, method, organization(path), body, ALL)).toMatchObject({
        status: 403,
        body: { type: '/problems/forbidden-to-partner-admin', operation },
      })
  })

  it('R53 R61: the super admin sees who is in, each deed and each refused attempt, and exports and verifies them', async () => {
    const access = await ask(SUPER_ADMIN, 'GET', organization('/partner-access'))
    expect(access.body['openSessions']).toMatchObject([{ email: PARTNER }])
    const refused = await log(`outcome=refused&actor=${PARTNER}`)
    const ofTheTen = refused.filter(({ code }) => code === 'forbidden-to-partner-admin')
    expect(ofTheTen).toHaveLength(11)
    expect(refused.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'management-session-required',
        'licences-exhausted',
        'address-reserved',
        'address-taken',
        'administrator-protected',
      ]),
    )
    const done = await log(`outcome=allowed&actor=${PARTNER}`)
    expect(done.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['session.opened', 'session.renewed', 'user.added', 'group.created']),
    )
    const exported = await fetch(
      `${programme.laptop.addresses.api}/v1${organization('/audit/export?format=jsonl')}`,
      { headers: { authorization: `Bearer ${await programme.laptop.token(SUPER_ADMIN)}` } },
    )
    expect(exported.status).toBe(200)
    expect(exported.headers.get('content-digest')).toMatch(/^sha-256=:.+:$/)
    const lines = (await exported.text()).trim().split('\n')
    expect(lines.filter((line) => line.includes('forbidden-to-partner-admin'))).toHaveLength(11)
    expect(await ask(PARTNER, 'GET', organization('/audit/verification'))).toMatchObject({ status: 404 })
    expect(await ask(PARTNER, 'GET', organization('/audit'))).toMatchObject({ status: 200 })
    expect(await ask(SUPER_ADMIN, 'GET', organization('/audit/verification'))).toMatchObject({
      status: 200,
      body: { broken: [] },
    })
  })

  it('R54: the super admin does the ten', async () => {
    for (const [operation, method, path, body] of ten()) {
      const { status } = await ask(SUPER_ADMIN, method, organization(path), body, ALL)
      expect(status, operation).toBeLessThan(300)
    }
    expect(await ask(SUPER_ADMIN, 'PUT', organization('/super-admin'), {}, ALL)).toMatchObject({
      status: 403,
      body: { type: '/problems/role-required' },
    })
    const { body } = await ask(ORG_ADMIN, 'GET', organization('/users'))
    expect(Users.parse(body['items']).filter(({ role }) => role !== 'member')).toMatchObject([
      { email: ORG_ADMIN, role: 'super-admin' },
      { email: SUPER_ADMIN, role: 'org-admin' },
    ])
    expect(body['counts']).toMatchObject({ active: LICENCES - 1 })
  })

  it('R60: the organisation revokes the access in the middle, and nothing of the partner is done afterwards', async () => {
    const working = Promise.all(
      [1, 2, 3, 4].map((count) =>
        ask(PARTNER, 'PATCH', organization(`/groups/${groupId}`), { name: `Group ${count}` }, ALL),
      ),
    )
    const revoked = await ask(ORG_ADMIN, 'POST', organization('/partner-access/revocation'))
    expect(revoked.status).toBe(200)
    const deeds = async () => (await log(`outcome=allowed&actor=${PARTNER}`)).map(({ entryId }) => entryId)
    const before = await deeds()
    await working
    for (const path of ['/users', '/groups', '/audit', '/settings'])
      expect(await ask(PARTNER, 'GET', organization(path))).toMatchObject({
        status: 403,
        body: { type: '/problems/access-revoked' },
      })
    expect(await add('late')).toMatchObject({ status: 403 })
    expect(await ask(PARTNER, 'POST', session())).toMatchObject({ status: 403 })
    expect(await deeds()).toEqual(before)
    const { body } = await ask(ORG_ADMIN, 'GET', organization('/partner-access'))
    expect(body).toMatchObject({ status: 'revoked', openSessions: [] })
    await ask(ORG_ADMIN, 'POST', organization('/partner-access/grant'))
    expect(await ask(PARTNER, 'GET', organization('/users'))).toMatchObject({
      status: 409,
      body: { type: '/problems/management-session-required', state: 'ended' },
    })
  })
})
