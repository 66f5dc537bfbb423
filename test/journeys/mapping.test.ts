import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER as SUPPORT } from '../../local/people.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import { plusMonths } from '../../shared/kernel/date.ts'
import { useLaptop } from '../support/laptop.ts'

const REVIEWER = 'review@vendor.co.th'
const SIAM = 'somchai@siamcloud.co.th'
const LISBOA = 'ines@lisboanuvem.pt'
const SUPER_ADMIN = 'malee@baan.co.th'
const DOMAIN = 'baan.co.th'

const Text = z.string()
const Items = z.array(z.record(z.string(), z.unknown()))

describe('an organisation and its partners', () => {
  const programme = useLaptop()
  const { ask, inbox } = programme
  let customerId = ''
  let transferId = ''
  const organization = (path = '') => `/organizations/${customerId}${path}`
  const inStore = async (partner: string) =>
    Items.parse((await ask(partner, 'GET', '/store/customers')).body['items']).map(
      ({ customerId: id, plan, access }) => [id, plan, access],
    )
  const code = async (partner: string) =>
    Text.parse((await ask(partner, 'POST', '/partner/code')).body['code'])
  const enter = async (partner: string) =>
    ask(SUPER_ADMIN, 'POST', organization('/partner'), { code: await code(partner) })
  const newMails = async (email: string, work: () => Promise<unknown>): Promise<string[]> => {
    const before = (await inbox(email)).length
    await work()
    return (await inbox(email)).slice(before).toSorted()
  }
  const consentToLisboa = async () => {
    const answered = await enter(LISBOA)
    expect(answered).toMatchObject({
      status: 200,
      body: { status: 'transfer-pending', transfer: { state: 'pending' } },
    })
    transferId = z.object({ transferId: z.string() }).parse(answered.body['transfer']).transferId
  }

  it('R14: support brings in an existing customer, which has no partner', async () => {
    await ask(SUPPORT, 'PUT', `/staff/people/${REVIEWER}`, { staffRoles: ['reviewer'] })
    for (const [email, name, country] of [
      [SIAM, 'Siam Cloud', 'TH'],
      [LISBOA, 'Lisboa Nuvem', 'PT'],
    ] as const) {
      const submitted = await ask(email, 'POST', '/applications', {
        company: { name, email: `hello@${email.split('@')[1]}`, phone: '+6621234567' },
        address: { street: '1 Main Road', city: 'Town', country },
        primaryExpertise: 'workplace',
        experience: 'Ten years of office suites.',
        partnershipPlan: 'Fifty customers in the first year.',
        acceptedTerms: TERMS_VERSION,
      })
      const path = `/staff/applications/${Text.parse(submitted.body['applicationId'])}/approval`
      expect(await ask(REVIEWER, 'POST', path)).toMatchObject({ status: 200 })
    }
    const { body } = await ask(SUPPORT, 'GET', '/clock')
    const imported = await ask(SUPPORT, 'POST', '/staff/organizations', {
      domain: DOMAIN,
      organizationName: 'Baan Thai',
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: SUPER_ADMIN },
      country: 'TH',
      language: 'en',
      plan: 'standard',
      licences: 25,
      payPeriod: 'yearly',
      renewalDate: plusMonths(Text.parse(body['now']).slice(0, 10), 12),
      reason: 'A customer of the vendor since 2019.',
    })
    expect(imported).toMatchObject({ status: 201, body: { state: 'verified', plan: 'standard' } })
    customerId = Text.parse(imported.body['customerId'])
    expect(await ask(SUPER_ADMIN, 'GET', organization('/partner-access'))).toMatchObject({
      status: 200,
      body: { status: 'no-partner' },
    })
  })

  it('R14 R11: a partner asks by any spelling of the domain, and the super admin maps the organisation', async () => {
    const asked = await ask(SIAM, 'POST', '/tag-requests', {
      domain: 'BAAN.co.th.',
      message: 'We met at the fair.',
    })
    expect(asked).toMatchObject({ status: 201, body: { state: 'open', domain: DOMAIN } })
    const rival = await ask(LISBOA, 'POST', '/tag-requests', { domain: DOMAIN })
    expect(rival.status).toBe(201)
    const requests = organization('/tag-requests')
    const { body } = await ask(SUPER_ADMIN, 'GET', requests)
    expect(body['items']).toMatchObject([
      { partner: { companyName: 'Lisboa Nuvem' }, state: 'open' },
      { partner: { companyName: 'Siam Cloud' }, message: 'We met at the fair.', state: 'open' },
    ])
    const answerPath = `${requests}/${Text.parse(asked.body['tagRequestId'])}/answer`
    const mails = await newMails(SIAM, () => ask(SUPER_ADMIN, 'POST', answerPath, { answer: 'map' }))
    expect(mails).toEqual(['Baan Thai is mapped to Siam Cloud', 'No card pays for Baan Thai'])
    expect(await inStore(SIAM)).toEqual([[customerId, 'standard', 'granted']])
    expect((await ask(LISBOA, 'GET', '/tag-requests')).body['items']).toMatchObject([{ state: 'overtaken' }])
    expect(await ask(SUPER_ADMIN, 'POST', answerPath, { answer: 'deny' })).toMatchObject({
      status: 409,
      body: { type: '/problems/tag-request-closed', state: 'mapped' },
    })
  })

  it('R15 R42: the partner switches services within the plan', async () => {
    const service = (name: string) => `/store/customers/${customerId}/services/${name}`
    expect(await ask(SIAM, 'PUT', service('chat'), { on: false })).toMatchObject({
      status: 200,
      body: { service: 'chat', on: false, inPlan: true },
    })
    expect(await ask(SIAM, 'PUT', service('intranet'), { on: true })).toMatchObject({
      status: 409,
      body: { type: '/problems/service-not-in-plan', plans: ['professional'] },
    })
    const { body } = await ask(SIAM, 'GET', '/price-book')
    expect(body['plans']).toContainEqual(expect.objectContaining({ plan: 'professional', yearly: 7200 }))
  })

  it('R40: the super admin asks for an upgrade and sees the answer', async () => {
    const requests = organization('/subscription-requests')
    const asked = await ask(SUPER_ADMIN, 'POST', requests, {
      plan: 'professional',
      message: 'We need the intranet.',
    })
    expect(asked.status).toBe(201)
    const requestId = Text.parse(asked.body['requestId'])
    expect(await ask(SUPER_ADMIN, 'POST', requests, { licences: 30 })).toMatchObject({
      status: 409,
      body: { type: '/problems/subscription-request-open' },
    })
    expect((await ask(SIAM, 'GET', '/store/subscription-requests')).body['items']).toMatchObject([
      { requestId, domain: DOMAIN, plan: 'professional', state: 'open' },
    ])
    const path = `/store/subscription-requests/${requestId}/answer`
    const note = 'We start in May.'
    expect(await ask(SIAM, 'POST', path, { answer: 'declined', note })).toMatchObject({ status: 200 })
    expect((await ask(SUPER_ADMIN, 'GET', requests)).body['items']).toMatchObject([
      { requestId, state: 'declined', note },
    ])
  })

  it('R14: paid for more than 30 days, it moves only after seven days, and its partner objects in between', async () => {
    await programme.laptop.advanceClock('P31D')
    await consentToLisboa()
    expect(await inStore(SIAM)).toHaveLength(1)
    expect(await inStore(LISBOA)).toEqual([])
    expect(await ask(SUPER_ADMIN, 'GET', organization())).toMatchObject({
      body: { partner: { companyName: 'Siam Cloud' }, transfer: { transferId, state: 'pending' } },
    })
    expect(await ask(SUPER_ADMIN, 'POST', organization('/partner/end'))).toMatchObject({
      status: 409,
      body: { type: '/problems/transfer-open' },
    })
    const objection = `/transfers/${transferId}/objection`
    const reason = 'Our contract runs until May.'
    expect(await ask(LISBOA, 'POST', objection, { reason })).toMatchObject({ status: 403 })
    const toSupport = await newMails(SUPPORT, () => ask(SIAM, 'POST', objection, { reason }))
    expect(toSupport).toHaveLength(1)
    expect(await newMails(SUPPORT, () => programme.laptop.advanceClock('P7D'))).toEqual(toSupport)
    expect(await inStore(SIAM)).toHaveLength(1)
  })

  it('R14: support keeps the organisation where it is', async () => {
    expect((await ask(SUPPORT, 'GET', '/staff/transfers')).body['items']).toMatchObject([
      { transferId, state: 'objected', objection: 'Our contract runs until May.' },
    ])
    const decision = `/staff/transfers/${transferId}/decision`
    const note = 'The contract counts.'
    expect(await ask(SUPPORT, 'POST', decision, { decision: 'keep', note })).toMatchObject({
      status: 200,
      body: { state: 'kept', note },
    })
    for (const partner of [SIAM, LISBOA])
      expect((await ask(partner, 'GET', '/transfers')).body['items']).toMatchObject([
        { transferId, state: 'kept' },
      ])
  })

  it('R14: the organisation takes its consent back', async () => {
    await consentToLisboa()
    const path = organization(`/transfers/${transferId}/cancellation`)
    expect(await ask(SUPER_ADMIN, 'POST', path)).toMatchObject({ status: 200, body: { state: 'cancelled' } })
    expect(await ask(SUPER_ADMIN, 'POST', path)).toMatchObject({
      status: 409,
      body: { type: '/problems/transfer-closed' },
    })
  })

  it('R14: nobody objects, and it has moved after seven days with all it has', async () => {
    await consentToLisboa()
    const mails = await newMails(SIAM, () => programme.laptop.advanceClock('P7D'))
    expect(mails).toEqual(['Baan Thai has moved to Lisboa Nuvem'])
    expect(await inStore(SIAM)).toEqual([])
    expect(await inStore(LISBOA)).toEqual([[customerId, 'standard', 'granted']])
    for (const path of ['', '/services'])
      expect(await ask(SIAM, 'GET', `/store/customers/${customerId}${path}`)).toMatchObject({
        status: 404,
        body: { type: '/problems/customer-not-found' },
      })
    const { body } = await ask(LISBOA, 'GET', `/store/customers/${customerId}/services`)
    expect(body['items']).toContainEqual({ service: 'chat', on: false, inPlan: true })
  })

  it('R16: the mapping ends, and the organisation lives on without a partner', async () => {
    await ask(SUPER_ADMIN, 'POST', organization('/partner-access/revocation'))
    const mails = await newMails(SUPER_ADMIN, () =>
      ask(LISBOA, 'POST', `/store/customers/${customerId}/mapping/end`),
    )
    expect(mails).toEqual(['Lisboa Nuvem no longer manages Baan Thai'])
    expect(await inStore(LISBOA)).toEqual([])
    expect(await ask(SUPER_ADMIN, 'GET', organization())).toMatchObject({
      status: 200,
      body: { access: 'no-partner', plan: 'standard', licences: 25 },
    })
    expect(
      await ask(SUPER_ADMIN, 'POST', organization('/subscription-requests'), { licences: 5 }),
    ).toMatchObject({
      status: 409,
      body: { type: '/problems/no-partner' },
    })
    expect((await ask(SUPPORT, 'GET', `/staff/organizations?domain=${DOMAIN}`)).body['items']).toMatchObject([
      { customerId, state: 'verified', superAdmin: { email: SUPER_ADMIN } },
    ])
  })
})
