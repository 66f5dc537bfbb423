import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER } from '../../local/people.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import { httpOperations } from '../../shared/contract/contract.ts'
import { takesBody } from '../../shared/declaration/method.ts'
import { pathParameters } from '../../shared/declaration/operation.ts'
import { CustomerId } from '../../shared/kernel/id.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { useLaptop } from '../support/laptop.ts'

const APPLICANT = 'somchai@siamcloud.co.th'
const REVIEWER = 'review@vendor.co.th'
const SUPER_ADMIN = 'malee@baan.co.th'
const DOMAIN = 'baan.co.th'

const Items = z.array(z.record(z.string(), z.unknown()))
const Input = z.record(z.string(), z.unknown())
const Records = z.array(z.object({ method: z.string(), name: z.string(), value: z.string() }))

describe('a partner on its way', () => {
  const programme = useLaptop()
  const { ask, inbox } = programme
  let applicationId = ''
  let customerId = CustomerId.parse(`cus_${'0'.repeat(26)}`)
  const onCustomer = (path: string): string => `/console/customers/${customerId}${path}`
  const onServices = (path = ''): string => `/store/customers/${customerId}/services${path}`
  const servicesOn = async () =>
    Items.parse((await ask(APPLICANT, 'GET', onServices())).body['items'])
      .filter(({ on }) => on)
      .map(({ service }) => service)
  const listed = async () => Items.parse((await ask(APPLICANT, 'GET', '/console/customers')).body['items'])
  const extend = (idempotencyKey: string) =>
    ask(APPLICANT, 'POST', onCustomer('/trial/extensions'), undefined, { idempotencyKey })

  it('R1 R5 R6: applies, and staff see it by its due date', async () => {
    await ask(FIRST_STAFF_MEMBER, 'PUT', `/staff/people/${REVIEWER}`, { staffRoles: ['reviewer'] })
    const submitted = await ask(APPLICANT, 'POST', '/applications', {
      company: { name: 'Siam Cloud', email: 'hello@siamcloud.co.th', phone: '+6621234567' },
      address: { street: '1 Silom Road', city: 'Bangkok', country: 'TH' },
      primaryExpertise: 'workplace',
      experience: 'Ten years of office suites.',
      partnershipPlan: 'Fifty customers in the first year.',
      acceptedTerms: TERMS_VERSION,
    })
    expect(submitted).toMatchObject({ status: 201, body: { status: 'submitted', slaState: 'on-time' } })
    applicationId = z.string().parse(submitted.body['applicationId'])
    const { body } = await ask(REVIEWER, 'GET', '/staff/applications?status=submitted')
    expect(body['items']).toMatchObject([{ applicationId, dueAt: submitted.body['dueAt'] }])
    expect(await inbox(APPLICANT)).toEqual(['We have received your partner application'])
  })

  it('R8: can do nothing in Store or Console before it is approved', async () => {
    for (const path of ['/partner', '/console/customers'])
      expect(await ask(APPLICANT, 'GET', path)).toMatchObject({
        status: 403,
        body: { type: '/problems/role-required' },
      })
  })

  it('R7: is approved, and gets one welcome mail with the Partner Store link', async () => {
    const approval = `/staff/applications/${applicationId}/approval`
    expect(await ask(REVIEWER, 'POST', approval)).toMatchObject({ status: 200, body: { status: 'approved' } })
    expect(await ask(REVIEWER, 'POST', approval)).toMatchObject({ status: 409 })
    expect((await inbox(APPLICANT)).filter((subject) => subject.startsWith('Welcome'))).toHaveLength(1)
    const welcome = programme.laptop.mail.messages(APPLICANT).at(-1)
    expect(welcome?.body.text).toMatch(/https?:\/\/\S+\/store/)
    expect(await ask(APPLICANT, 'GET', '/me')).toMatchObject({
      body: { partner: { status: 'active', surfaces: ['store', 'console'] } },
    })
  })

  it('R10 R12 R30: adds a customer with a trial, which is listed to be verified', async () => {
    const added = await ask(APPLICANT, 'POST', '/customers', {
      domain: 'BAAN.co.th.',
      organizationName: 'บ้านไทย',
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: SUPER_ADMIN },
      country: 'TH',
      language: 'en',
      trial: { plan: 'professional', licences: 10 },
    })
    expect(added).toMatchObject({
      status: 201,
      body: { domain: DOMAIN, plan: 'professional', action: 'verify' },
    })
    customerId = CustomerId.parse(added.body['customerId'])
    expect(await listed()).toMatchObject([{ customerId, domain: DOMAIN, action: 'verify', licences: 10 }])
    expect(await inbox(SUPER_ADMIN)).toHaveLength(2)
  })

  it('R20 R21 R22: publishes the record, verifies by real DNS, and may then manage', async () => {
    const verification = onCustomer('/domain/verification')
    const { body } = await ask(APPLICANT, 'GET', verification)
    const verify = () => ask(APPLICANT, 'POST', verification, { method: 'TXT' })
    expect(await verify()).toMatchObject({
      status: 200,
      body: { verified: false, diagnosis: { result: 'absent' } },
    })
    programme.laptop.dns.fail(DOMAIN, 'SERVFAIL')
    expect(await verify()).toMatchObject({
      status: 200,
      body: { verified: false, diagnosis: { result: 'unknown' } },
    })
    programme.laptop.dns.fail(DOMAIN, undefined)
    const record = Records.parse(body['records']).find(({ method }) => method === 'TXT')
    programme.laptop.dns.set(DOMAIN, 'TXT', record?.value ?? '')
    expect(await verify()).toMatchObject({ status: 200, body: { verified: true } })
    expect(await listed()).toMatchObject([{ action: 'manage', domainState: 'verified' }])
  })

  it('R15 R42: reads what each plan has, and switches services within the plan that is tried', async () => {
    const { body } = await ask(APPLICANT, 'GET', '/price-book')
    expect(Items.parse(body['plans']).find(({ plan }) => plan === 'professional')).toMatchObject({
      yearly: 7200,
      services: expect.arrayContaining(['chat', 'archive']),
    })
    expect(await ask(APPLICANT, 'PUT', onServices('/chat'), { on: false })).toMatchObject({
      status: 200,
      body: { service: 'chat', on: false, inPlan: true },
    })
    expect(await ask(APPLICANT, 'PUT', onServices('/telegraph'), { on: false })).toMatchObject({
      status: 404,
      body: { type: '/problems/service-not-found' },
    })
    expect(await servicesOn()).toContain('archive')
    expect(await servicesOn()).not.toContain('chat')
  })

  it('R35: both sides are reminded 7, 3 and 1 days before the end', async () => {
    for (const [by, days] of [
      ['P8DT1M', '7 days'],
      ['P4D', '3 days'],
      ['P2D', '1 day'],
    ] as const) {
      await programme.laptop.advanceClock(by)
      for (const email of [APPLICANT, SUPER_ADMIN])
        expect((await inbox(email)).filter((subject) => subject.endsWith(`ends in ${days}`))).toHaveLength(1)
    }
  })

  it('R31 R32 R33: extends, once for a double click, until 60 days are reached', async () => {
    const first = await extend('click')
    expect(first).toMatchObject({ status: 200, body: { grantedDays: 30, extensionsLeft: 2 } })
    expect(await extend('click')).toEqual(first)
    expect((await inbox(SUPER_ADMIN)).filter((subject) => subject.endsWith('is extended'))).toHaveLength(1)
    expect(await extend('second')).toMatchObject({ body: { grantedDays: 45 } })
    expect(await extend('third')).toMatchObject({ body: { grantedDays: 60, extensionsLeft: 0 } })
    expect(await extend('fourth')).toMatchObject({
      status: 409,
      body: { type: '/problems/trial-extensions-exhausted' },
    })
  })

  it('R34: has ended for everyone at once when the clock is past the end, and is recorded and mailed once', async () => {
    await ask(FIRST_STAFF_MEMBER, 'POST', '/clock', { by: 'P47D' })
    expect(await listed()).toMatchObject([{ plan: 'free', trial: { state: 'ended' } }])
    expect(await servicesOn()).toEqual(['mail', 'calendar', 'contacts'])
    expect(await ask(APPLICANT, 'PUT', onServices('/chat'), { on: true })).toMatchObject({
      status: 409,
      body: { type: '/problems/service-not-in-plan', plans: ['standard', 'professional'] },
    })
    expect(await extend('too-late')).toMatchObject({
      status: 409,
      body: { type: '/problems/trial-not-running' },
    })
    await programme.laptop.runSchedules()
    await programme.laptop.runSchedules()
    expect(await ask(FIRST_STAFF_MEMBER, 'POST', '/staff/jobs/expire-trials/runs')).toMatchObject({
      body: { recorded: 0 },
    })
    for (const email of [APPLICANT, SUPER_ADMIN])
      expect((await inbox(email)).filter((subject) => subject.endsWith('has ended'))).toHaveLength(1)
  })

  it('R60 R61: the super admin revokes; the partner loses the customer at once, with a receipt and mails', async () => {
    const revoked = await ask(SUPER_ADMIN, 'POST', `/organizations/${customerId}/partner-access/revocation`)
    expect(revoked).toMatchObject({
      status: 200,
      body: {
        status: 'revoked',
        receipt: {
          lastPartnerAction: { by: APPLICANT },
          ended: expect.arrayContaining(['console-operations']),
        },
      },
    })
    expect(await listed()).toEqual([])
    const onThisCustomer = httpOperations.filter(
      ({ declaration }) => declaration.surface === 'console' && declaration.on.path.includes('{customerId}'),
    )
    expect(onThisCustomer.length).toBeGreaterThan(4)
    for (const { name, declaration } of onThisCustomer) {
      const { method, path } = declaration.on
      const input = Object.entries(Input.parse(sampleOf(declaration.input)))
      const inBody = input.filter(([member]) => !pathParameters(path).includes(member))
      const body = takesBody(method) ? Object.fromEntries(inBody) : undefined
      const refused = await ask(APPLICANT, method, path.replace('{customerId}', customerId), body, {
        idempotencyKey: `revoked-${name}`,
        ifMatch: '"1"',
      })
      expect([name, refused.status, refused.body['type']]).toEqual([name, 403, '/problems/access-revoked'])
    }
    for (const email of [APPLICANT, SUPER_ADMIN])
      expect((await inbox(email)).filter((subject) => subject.endsWith('is revoked'))).toHaveLength(1)
  })

  it('R62: only the organisation grants access again', async () => {
    const grant = `/organizations/${customerId}/partner-access/grant`
    expect(await ask(APPLICANT, 'POST', grant)).toMatchObject({ status: 404 })
    expect(await ask(SUPER_ADMIN, 'POST', grant)).toMatchObject({ status: 200, body: { status: 'granted' } })
    expect(await listed()).toMatchObject([{ customerId, action: 'manage' }])
  })
})
