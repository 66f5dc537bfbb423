import { describe, expect, it } from 'vitest'
import { applicationFacts } from '../../shared/applications/application.ts'
import { Customer } from '../../shared/customers/customer.ts'
import { Partner } from '../../shared/partners/partner.ts'
import { httpOperations } from '../support/describe/handlers.ts'
import { sampleOf } from '../support/describe/sample-input.ts'
import { textFields, withValue } from './fields.ts'

const REFUSED = [
  'Sign in at https://evil.example/',
  'www.evil.example',
  'evil.example/login',
  'me@evil.example',
  'Siam\u2028Cloud',
  'Siam\u202eCloud',
  'Siam\u{e0041}Cloud',
  'Siam\u200bCloud',
  'evil.example\u2215login',
  'evil.example%2flogin',
  '//evil.example',
]

/** A name that is searched for is stored nowhere. */
const storing = httpOperations.filter(({ operation: { declaration } }) => declaration.on.method !== 'GET')

const names = storing.flatMap(({ name: operation, operation: { declaration } }) =>
  textFields(declaration.input)
    .filter((path) => /name$/i.test(String(path.at(-1))))
    .map((path) => ({ name: `${operation} ${path.join('.')}`, path, input: declaration.input })),
)

describe('R19 a name that was stored before the rule', () => {
  it.each([
    ['organisation', Customer.shape.organizationName, REFUSED[0]],
    [
      'super admin',
      Customer.shape.superAdmin,
      { firstName: REFUSED[0], lastName: REFUSED[7], email: 'a@b.example' },
    ],
    ['company', Partner.shape.company, { name: REFUSED[0], email: 'a@b.example', phone: '+6621234567' }],
    [
      'applying company',
      applicationFacts.company,
      { name: REFUSED[4], email: 'a@b.example', phone: '+6621234567' },
    ],
  ])('stays readable: %s', (_of, schema, stored) => expect(schema.safeParse(stored).success).toBe(true))
})

describe('R19 the name of a person or an organisation, wherever it is sent,', () => {
  it('is one of several', () => {
    expect(names.length).toBeGreaterThanOrEqual(6)
  })

  it.each(names)('$name holds no address and nothing invisible', ({ path, input }) => {
    const valid = sampleOf(input, 'all')
    const takes = (text: string) => input.safeParse(withValue(valid, path, text)).success
    expect(takes('Siam Cloud Co., Ltd.')).toBe(true)
    expect(REFUSED.filter(takes)).toEqual([])
  })
})
