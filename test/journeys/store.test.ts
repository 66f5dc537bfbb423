import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { FIRST_STAFF_MEMBER } from '../../local/people.ts'
import { TERMS_VERSION } from '../../shared/applications/application.ts'
import { useLaptop, type Asked } from '../support/laptop.ts'

const PARTNER = 'somchai@siamcloud.co.th'
const REVIEWER = 'review@vendor.co.th'
const SUPER_ADMIN = 'malee@baan.co.th'
const DOMAIN = 'baan.co.th'
const PHONE = '+6621234567'

describe('a partner and its customers in the Store', () => {
  const { ask } = useLaptop()
  let customerId = ''
  let etag = ''
  const inStore = () => `/store/customers/${customerId}`
  const update = async (body: object, asked: Asked = {}) => {
    const answered = await ask(PARTNER, 'PATCH', inStore(), body, { ifMatch: etag, ...asked })
    if (answered.status === 200) etag = z.string().parse(answered.etag)
    return answered
  }

  it('R13 R12: lists the customer that it added, and shows it', async () => {
    await ask(FIRST_STAFF_MEMBER, 'PUT', `/staff/people/${REVIEWER}`, { staffRoles: ['reviewer'] })
    const submitted = await ask(PARTNER, 'POST', '/applications', {
      company: { name: 'Siam Cloud', email: 'hello@siamcloud.co.th', phone: '+6621234567' },
      address: { street: '1 Silom Road', city: 'Bangkok', country: 'TH' },
      primaryExpertise: 'mail',
      experience: 'Ten years of office suites.',
      partnershipPlan: 'Fifty customers in the first year.',
      acceptedTerms: TERMS_VERSION,
    })
    await ask(
      REVIEWER,
      'POST',
      `/staff/applications/${z.string().parse(submitted.body['applicationId'])}/approval`,
    )
    const added = await ask(PARTNER, 'POST', '/customers', {
      domain: DOMAIN,
      organizationName: 'Baan Thai',
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: SUPER_ADMIN },
      country: 'TH',
      language: 'en',
      trial: { plan: 'professional', licences: 10 },
    })
    customerId = z.string().parse(added.body['customerId'])
    const line = { customerId, domain: DOMAIN, access: 'granted', superAdmin: { email: SUPER_ADMIN } }
    expect(await ask(PARTNER, 'GET', '/store/customers?search=baan')).toMatchObject({
      status: 200,
      body: { items: [line], counts: { all: 1, unverified: 1, trialRunning: 1, complete: true } },
    })
    expect(await ask(PARTNER, 'GET', '/store/customers?trial=none')).toMatchObject({ body: { items: [] } })
    const shown = await ask(PARTNER, 'GET', inStore())
    expect(shown).toMatchObject({ status: 200, body: { ...line, country: 'TH', language: 'en' } })
    etag = z.string().parse(shown.etag)
  })

  it('R13: updates it by a merge patch, of either media type, and by no other', async () => {
    const contentType = 'application/merge-patch+json'
    expect(await update({ organizationName: 'บ้านไทย', contactPhone: PHONE }, { contentType })).toMatchObject({
      status: 200,
      body: { organizationName: 'บ้านไทย', contactPhone: PHONE, country: 'TH' },
    })
    expect(await update({ contactPhone: null, country: 'SG' })).toMatchObject({
      status: 200,
      body: { organizationName: 'บ้านไทย', country: 'SG' },
    })
    const { body } = await ask(PARTNER, 'GET', inStore())
    expect(body).not.toHaveProperty('contactPhone')
    for (const other of ['application/json-patch+json', 'text/plain'])
      expect(await update({ country: 'BR' }, { contentType: other })).toMatchObject({
        status: 415,
        body: { mediaTypes: ['application/json', contentType] },
      })
    expect(await update({ country: null })).toMatchObject({
      status: 400,
      body: { issues: [{ pointer: '/country' }] },
    })
    expect(await update({ country: 'BR' }, { ifMatch: '"1"' })).toMatchObject({ status: 412 })
    expect(await ask(PARTNER, 'PATCH', inStore(), { country: 'BR' })).toMatchObject({ status: 428 })
    expect(await update({ contactPhone: PHONE })).toMatchObject({ status: 200, body: { country: 'SG' } })
  })

  it('R16: the organisation sees what it has and who manages it', async () => {
    expect(await ask(SUPER_ADMIN, 'GET', `/organizations/${customerId}`)).toMatchObject({
      status: 200,
      etag,
      body: {
        domain: DOMAIN,
        organizationName: 'บ้านไทย',
        plan: 'professional',
        licences: 10,
        trial: { state: 'running' },
        partner: { companyName: 'Siam Cloud' },
        access: 'granted',
      },
    })
    expect(await ask(PARTNER, 'GET', `/organizations/${customerId}`)).toMatchObject({ status: 404 })
  })

  it('R63: after a revocation the partner sees what concerns billing, and updates nothing', async () => {
    await ask(SUPER_ADMIN, 'POST', `/organizations/${customerId}/partner-access/revocation`)
    const listed = await ask(PARTNER, 'GET', '/store/customers')
    expect(listed.body['items']).toMatchObject([{ customerId, access: 'revoked', plan: 'professional' }])
    const shown = await ask(PARTNER, 'GET', inStore())
    expect(shown).toMatchObject({ status: 200, etag, body: { access: 'revoked', licences: 10 } })
    for (const seen of [listed, shown])
      expect(JSON.stringify(seen.body)).not.toMatch(/superAdmin|malee|contactPhone/i)
    expect(await update({ country: 'BR' })).toMatchObject({
      status: 403,
      body: { type: '/problems/access-revoked' },
    })
    expect(await ask(SUPER_ADMIN, 'GET', `/organizations/${customerId}`)).toMatchObject({
      body: { access: 'revoked', partner: { companyName: 'Siam Cloud' } },
    })
  })
})
