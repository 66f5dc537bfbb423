import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { App } from 'aws-cdk-lib'
import { afterAll, describe, expect, it } from 'vitest'
import { choicesOf, stageOf, type Choices } from '../../infra/choices.ts'
import { deployParameters, type ParameterName } from '../../infra/parameters.ts'
import { dataCentres } from '../../infra/stages.ts'
import { removeFolders, templatesOf } from './synthesized.ts'

const dev = templatesOf({ stage: 'dev' })
const prod = templatesOf({ stage: 'prod' })
const vendorDev = templatesOf({ stage: 'dev', dataCentres: 'ZohoEu,ZohoIn', mailIdentity: 'example.com' })
const secondProd = templatesOf({ stage: 'prod', mailIdentity: 'partners@mail.example.com' })
const all = { dev, prod, vendorDev, secondProd }
type Templates = typeof dev

afterAll(removeFolders)

const textOf = ({ texts }: Templates): string => [...texts.values()].join('\n')
const propertiesOf = (templates: Templates, type: string) =>
  templates.of(type).map(({ properties }) => properties)

const refused = (choices: Choices): string => {
  try {
    stageOf(choices)
  } catch (refusal) {
    return String(refusal)
  }
  return 'taken'
}

/** Which of these values CloudFormation takes for a parameter: the pattern must match the whole value. */
const taken = (choices: Choices, parameter: ParameterName, values: readonly string[]): string[] => {
  const pattern = deployParameters(stageOf(choices))[parameter]?.allowedPattern
  if (pattern === undefined) throw new Error(`There is no parameter ${parameter}`)
  const whole = new RegExp(`^(?:${pattern})$`)
  return values.filter((value) => whole.test(value))
}

describe('how people sign in', () => {
  it('R1 needs no vendor in dev, where people sign up in the pool by a verified e-mail', () => {
    expect(propertiesOf(dev, 'AWS::Cognito::UserPool')).toMatchObject([
      {
        AdminCreateUserConfig: { AllowAdminCreateUserOnly: false },
        AutoVerifiedAttributes: ['email'],
        Policies: { PasswordPolicy: { MinimumLength: 12 } },
      },
    ])
    expect(propertiesOf(dev, 'AWS::Cognito::UserPoolClient')).toMatchObject([
      { SupportedIdentityProviders: ['COGNITO'] },
    ])
    expect(dev.of('AWS::Cognito::UserPoolIdentityProvider')).toEqual([])
    expect(dev.parameters).not.toHaveProperty('IssuerClientId')
    expect(dev.outputs).not.toHaveProperty('VendorRedirectUrl')
    expect(textOf(dev)).not.toContain('/issuer')
  })

  it('R1 takes the vendor accounts of the chosen data centres, and nobody signs up in the pool then', () => {
    for (const [templates, names] of [
      [vendorDev, ['ZohoEu', 'ZohoIn']],
      [prod, dataCentres.map(({ name }) => name)],
    ] as const) {
      const providers = propertiesOf(templates, 'AWS::Cognito::UserPoolIdentityProvider')
      expect(providers.map(({ ProviderName }) => ProviderName)).toEqual(names)
      expect(propertiesOf(templates, 'AWS::Cognito::UserPool')).toMatchObject([
        { AdminCreateUserConfig: { AllowAdminCreateUserOnly: true } },
      ])
      const [client] = propertiesOf(templates, 'AWS::Cognito::UserPoolClient')
      expect(client?.['SupportedIdentityProviders']).toHaveLength(names.length)
      expect(JSON.stringify(client)).not.toContain('COGNITO')
      expect(templates.parameters).toHaveProperty('IssuerClientId')
      expect(JSON.stringify(templates.outputs['VendorRedirectUrl'])).toContain('/oauth2/idpresponse')
    }
  })

  it.each(['none', 'None', ''])('never signs people up in the pool in prod: dataCentres=%s', (centres) => {
    expect(refused({ stage: 'prod', dataCentres: centres })).toMatch(/vendor account only|no data centre/)
  })
})

describe('a choice', () => {
  it.each<Choices>([
    { stage: 'Prod' },
    { stage: '' },
    { dataCentres: 'ZohoMars' },
    { dataCentres: 'ZohoUs,' },
    { dataCentres: 'all,none' },
    { mailIdentity: '' },
    { mailIdentity: 'true' },
    { mailIdentity: 'https://example.com' },
    { mailIdentity: 'a@b@example.com' },
    { mailIdentity: 'ä@example.com' },
    { mailIdentity: 'example.com.' },
  ])('that is unknown ends the synthesis: %o', (choices) => {
    expect(refused(choices)).not.toBe('taken')
  })

  it('comes from the context of the command line', () => {
    const context = { stage: 'prod', dataCentres: 'ZohoUs', mailIdentity: 'example.com', other: 'x' }
    expect(choicesOf(new App({ context }).node)).toEqual({
      stage: 'prod',
      dataCentres: 'ZohoUs',
      mailIdentity: 'example.com',
    })
    expect(choicesOf(new App().node)).toEqual({})
  })

  it.each(Object.entries(all))(
    'leaves nothing that AwsSolutions finds unexplained: %s',
    (_name, { findings }) => {
      expect(findings).toEqual([])
    },
  )
})

describe('the mail identity', () => {
  it('is created with its DKIM, MAIL FROM and DMARC records as outputs', () => {
    expect(propertiesOf(prod, 'AWS::SES::EmailIdentity')).toMatchObject([
      { MailFromAttributes: { MailFromDomain: { 'Fn::Join': ['', ['bounce.', expect.anything()]] } } },
    ])
    const records = Object.keys(prod.outputs).filter((name) => name.startsWith('Mail'))
    expect(records).toEqual(
      ['Dkim1', 'Dkim2', 'Dkim3', 'FromMx', 'FromSpf', 'Dmarc'].flatMap((record) => [
        `Mail${record}Name`,
        `Mail${record}Value`,
      ]),
    )
    expect(JSON.stringify(prod.outputs['MailDmarcName'])).toContain('_dmarc.')
    expect(prod.outputs).toMatchObject({
      MailFromSpfValue: { Value: 'v=spf1 include:amazonses.com ~all' },
      MailDmarcValue: { Value: 'v=DMARC1; p=none' },
    })
  })

  it.each([
    ['example.com', vendorDev],
    ['partners@mail.example.com', secondProd],
  ])('is used where it exists, as %s: none is created, and mails may be sent with it', (_name, templates) => {
    expect(templates.of('AWS::SES::EmailIdentity')).toEqual([])
    expect(Object.keys(templates.outputs).filter((output) => output.startsWith('Mail'))).toEqual([])
    const sending = templates
      .of('AWS::IAM::Role')
      .map(({ properties }) => JSON.stringify(properties))
      .filter((role) => role.includes('ses:SendEmail'))
    expect(sending.length).toBeGreaterThan(0)
    for (const role of sending) expect(role).toContain(':identity/*"')
  })

  it('covers the sender', () => {
    const senders = [
      'a@example.com',
      'partners@mail.example.com',
      'Partners@mail.example.com',
      'a@badexample.com',
      'a@exampleXcom',
      'a@example.com.evil.example',
      'a@b@example.com',
      'ä@example.com',
      'ａ@example.com',
      'a b@example.com',
      'a@ｅxample.com',
      'a@mail．example.com',
    ]
    expect(taken({ mailIdentity: 'example.com' }, 'MailSender', senders)).toEqual(senders.slice(0, 3))
    expect(taken({ mailIdentity: senders[1] ?? '' }, 'MailSender', senders)).toEqual([senders[1]])
  })
})

describe('two stages in one account and region', () => {
  /** The names that a template itself gives to resources which an account has once in a region. */
  const fixedNames = ({ resources }: Templates): string[] =>
    resources.flatMap(({ type, properties }) => {
      const isWithinAnother = type.startsWith('AWS::Cognito::') || type.startsWith('AWS::ApiGatewayV2::')
      const names = [properties['Name'], properties['FunctionName'], properties['RoleName']]
      const literal = isWithinAnother ? [] : names.filter((name) => typeof name === 'string')
      return [...literal, properties['EmailIdentity']]
        .filter((name) => name !== undefined)
        .map((name) => `${type} ${JSON.stringify(name)}`)
    })

  it('share the name of no resource where the second uses the mail identity of the first', () => {
    const first = new Set(fixedNames(prod))
    expect(first.size).toBeGreaterThan(1)
    expect(fixedNames(vendorDev).filter((name) => first.has(name))).toEqual([])
  })

  it('keep the identity that prod made when its stack is deleted', () => {
    const policyOf = (templates: Templates): unknown =>
      /"Type": "AWS::SES::EmailIdentity",[\s\S]*?"DeletionPolicy": "(\w+)"/.exec(textOf(templates))?.[1]
    expect([policyOf(dev), policyOf(prod)]).toEqual(['Delete', 'Retain'])
  })
})

describe('addresses', () => {
  const secure = [
    'https://store.example.com',
    'https://store.example.com:8443/a?b=1&c=\'"',
    'https://localhost/',
  ]
  const local = ['http://localhost:5173/', 'http://localhost']
  const never = [
    'http://store.example.com/',
    'HTTP://store.example.com/',
    'http://localhost.example.com/',
    'http://localhost@example.com/',
    'https:http://example.com/',
    'https://a@example.com/',
    'https:///x',
    'ftp://example.com/',
    'javascript:alert(1)',
    'https://example.com/a b',
    ' https://example.com/',
    '',
  ]

  it.each(['StoreUrl', 'RecoveryUrl'] as const)('of %s are https in prod', (parameter) => {
    expect(taken({ stage: 'prod' }, parameter, [...secure, ...local, ...never])).toEqual(secure)
  })

  it.each(['StoreUrl', 'RecoveryUrl'] as const)('of %s may be localhost in dev', (parameter) => {
    expect(taken({ stage: 'dev' }, parameter, [...secure, ...local, ...never])).toEqual([...secure, ...local])
  })

  it('of the console are roots, https in prod, or nothing: the distribution has a name of its own', () => {
    const roots = [
      'https://console.example.com/',
      'https://console.example.com',
      'https://localhost:8443/',
      '',
    ]
    const longer = ['https://console.example.com/#/home', 'https://console.example.com/a', ' ']
    const all = [...roots, ...local, ...longer, ...never]
    expect(taken({ stage: 'prod' }, 'ConsoleUrl', all)).toEqual([...roots, ''])
    expect(taken({ stage: 'dev' }, 'ConsoleUrl', all)).toEqual([...roots, ...local, ''])
    expect(prod.parameters['ConsoleUrl']).toMatchObject({ Default: '' })
  })

  it('of the console may have a certificate, which is in us-east-1', () => {
    const arn = 'arn:aws:acm:us-east-1:123456789012:certificate/0a1b2c3d-1111-2222-3333-444455556666'
    const others = [arn.replace('us-east-1', 'eu-central-1'), arn.replace('acm', 'iam'), `${arn} `, 'x']
    expect(taken({ stage: 'prod' }, 'ConsoleCertificate', [arn, '', ...others])).toEqual([arn, ''])
  })
})

it('SignInPrefix has none of the words that Cognito reserves, wherever they stand', () => {
  const good = ['a', 'example-partners', '0-9', 'a'.repeat(63), 'aw-s', 'amazn']
  const bad = ['aws', 'my-aws-pool', 'laws', 'amazon', 'xamazonx', 'cognito', 'incognito', 'pool-cognito1']
  const malformed = ['', '-a', 'a-', 'A', 'a.b', 'a_b', 'a'.repeat(64), 'a\n']
  expect(taken({ stage: 'prod' }, 'SignInPrefix', [...good, ...bad, ...malformed])).toEqual(good)
})

describe('the page about deployment', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/deployment.md'), 'utf8')
  const rowsUnder = (heading: string): string[] => {
    const [, section = ''] = new RegExp(`\\n## [0-9. ]*${heading}\\n([\\s\\S]*?)\\n## `).exec(page) ?? []
    return [...section.matchAll(/^\| `(\w+)`/gm)].map(([, name = '']) => name)
  }

  it('explains every parameter of the template, and no other', () => {
    const declared = new Set(Object.values(all).flatMap(({ parameters }) => Object.keys(parameters)))
    expect(rowsUnder('Give the parameters').toSorted()).toEqual([...declared].toSorted())
  })

  it.each([
    ['dev', dev],
    ['prod', prod],
  ])(
    'gives %s every parameter that has no default, each a value that its pattern takes',
    (name, templates) => {
      const [, command = ''] =
        new RegExp(`cdk deploy --context stage=${name} (.*\\n(?:.*\\\\\\n)*.*)\\n`).exec(page) ?? []
      const given = [...command.matchAll(/--parameters (\w+)=(\S+)/g)]
      const needed = Object.entries(templates.parameters).filter(([, { Default }]) => Default === undefined)
      expect(given.map(([, parameter]) => parameter)).toEqual(needed.map(([parameter]) => parameter))
      for (const [, parameter = '', value = ''] of given)
        expect(value, parameter).toMatch(
          new RegExp(`^(?:${templates.parameters[parameter]?.AllowedPattern})$`),
        )
    },
  )

  it('explains every choice, every data centre and every output', () => {
    const choices: Required<Choices> = { stage: '', dataCentres: '', mailIdentity: '' }
    expect(rowsUnder('Choose what the template has')).toEqual(Object.keys(choices))
    const outputs = Object.values(all).flatMap((templates) => Object.keys(templates.outputs))
    const named = [...outputs, ...dataCentres.map(({ name }) => name)]
    expect(named.filter((name) => !page.includes(`\`${name}\``))).toEqual([])
  })

  it('says how to prepare the account, register the redirect address, and leave the sandbox of mail', () => {
    for (const said of [
      'cdk bootstrap',
      'amazoncognito.com/oauth2/idpresponse',
      'secretsmanager create-secret --name workplace-partner-programme/prod/issuer',
      'put-account-details --production-access-enabled',
    ])
      expect(page).toContain(said)
    expect(readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8')).toContain(
      '(docs/deployment.md)',
    )
  })
})
