import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, describe, expect, it } from 'vitest'
import * as z from 'zod'
import { buildConsole } from '../../infra/bundle/console.ts'
import { removeFolders, templatesOf } from './synthesized.ts'

const dev = templatesOf({ stage: 'dev' })
const prod = templatesOf({ stage: 'prod' })
const stages = { dev, prod }

afterAll(removeFolders)

const only = (templates: typeof dev, type: string): Record<string, unknown> => {
  const found = templates.of(type)
  expect(found, type).toHaveLength(1)
  return found[0]?.properties ?? {}
}
const distributionOf = (templates: typeof dev): unknown =>
  only(templates, 'AWS::CloudFront::Distribution')['DistributionConfig']
const Nested = z.object({
  Conditions: z.record(z.string(), z.json()).default({}),
  Outputs: z.record(z.string(), z.json()).default({}),
  Resources: z.record(z.string(), z.object({ DependsOn: z.array(z.string()).default([]) })),
})
const fileOf = ({ texts }: typeof dev, name: RegExp): unknown => {
  const [, text = '{}'] = [...texts].find(([file]) => name.test(file)) ?? []
  return JSON.parse(text)
}
const nested = (templates: typeof dev, stack: string) =>
  Nested.parse(fileOf(templates, new RegExp(`${stack}[0-9A-F]{8}\\.nested`)))

const Pages = z.object({
  SourceObjectKeys: z.tuple([z.string(), z.string()]),
  SourceMarkers: z.tuple([z.object({}), z.record(z.string(), z.json())]),
})
/** The file `config.json` before a deploy, and what that puts in place of its markers. */
const configurationOf = (templates: typeof dev) => {
  const [, pages] = templates.of('Custom::CDKBucketDeployment')
  const { SourceObjectKeys, SourceMarkers } = Pages.parse(pages?.properties)
  const folder = `asset.${SourceObjectKeys[1].replace('.zip', '')}`
  return {
    text: readFileSync(join(templates.outdir, folder, 'config.json'), 'utf8'),
    markers: SourceMarkers[1],
  }
}
const referenceTo = (name: string) => ({ Ref: expect.stringMatching(new RegExp(`^referenceto.*${name}`)) })

/** CloudFront has these names once in an account, for all regions. */
const ofRegion = { 'Fn::Join': ['', [expect.stringMatching(/Console[0-9A-F]{8}-$/), { Ref: 'AWS::Region' }]] }

describe.each(Object.entries(stages))('the console in %s', (_name, templates) => {
  it('sends exactly these headers with every file', () => {
    const { ResponseHeadersPolicyConfig: policy } = only(templates, 'AWS::CloudFront::ResponseHeadersPolicy')
    expect(policy).toEqual({
      Name: ofRegion,
      Comment: 'Web console',
      SecurityHeadersConfig: {
        ContentSecurityPolicy: {
          ContentSecurityPolicy: {
            'Fn::Join': [
              '',
              [
                "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; connect-src 'self' https://",
                referenceTo('SignInPrefix'),
                '.auth.',
                { Ref: 'AWS::Region' },
                ".amazoncognito.com; form-action 'none'; base-uri 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'; trusted-types 'none'",
              ],
            ],
          },
          Override: true,
        },
        ContentTypeOptions: { Override: true },
        ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
        StrictTransportSecurity: {
          AccessControlMaxAgeSec: 63_072_000,
          IncludeSubdomains: true,
          Override: true,
        },
      },
      CustomHeadersConfig: {
        Items: [
          {
            Header: 'Permissions-Policy',
            Value:
              'accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), payment=(), usb=()',
            Override: true,
          },
        ],
      },
    })
  })

  it('asks the bucket for files and the API for /v1, of which nothing is kept, and all but the host is passed on', () => {
    const policies = {
      CachingOptimized: '658327ea-f89d-4fab-a63d-7e88639e58f6',
      CachingDisabled: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      AllViewerExceptHostHeader: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
    }
    expect(distributionOf(templates)).toMatchObject({
      DefaultCacheBehavior: {
        ViewerProtocolPolicy: 'redirect-to-https',
        CachePolicyId: policies.CachingOptimized,
        ResponseHeadersPolicyId: { Ref: expect.stringMatching(/^Headers/) },
        FunctionAssociations: [{ EventType: 'viewer-request' }],
      },
      CacheBehaviors: [
        {
          PathPattern: '/v1/*',
          ViewerProtocolPolicy: 'https-only',
          AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
          CachePolicyId: policies.CachingDisabled,
          OriginRequestPolicyId: policies.AllViewerExceptHostHeader,
        },
      ],
      Origins: [
        {
          DomainName: { 'Fn::GetAtt': [expect.stringMatching(/^Files/), 'RegionalDomainName'] },
          OriginAccessControlId: expect.anything(),
        },
        {
          DomainName: {
            'Fn::Join': ['', [expect.anything(), '.execute-api.', ...Array(3).fill(expect.anything())]],
          },
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
        },
      ],
    })
  })

  it('has no error pages, which would answer for the API too, and keeps no refusal for anybody else', () => {
    const { CustomErrorResponses: responses } = z
      .object({ CustomErrorResponses: z.array(z.record(z.string(), z.json())) })
      .parse(distributionOf(templates))
    expect(responses.map(({ ErrorCode }) => ErrorCode)).toEqual([
      400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504,
    ])
    for (const response of responses)
      expect(response).toEqual({ ErrorCode: response['ErrorCode'], ErrorCachingMinTTL: 0 })
  })

  it('has a bucket that only its distribution reads, over TLS', () => {
    expect(only(templates, 'AWS::S3::Bucket')).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    })
    const { PolicyDocument } = only(templates, 'AWS::S3::BucketPolicy')
    expect(PolicyDocument).toMatchObject({
      Statement: [
        { Effect: 'Deny', Action: 's3:*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
        {
          Effect: 'Allow',
          Action: ['s3:GetObject', 's3:ListBucket'],
          Principal: { Service: 'cloudfront.amazonaws.com' },
          Condition: { StringEquals: { 'AWS:SourceArn': expect.anything() } },
        },
      ],
    })
    expect(only(templates, 'AWS::CloudFront::OriginAccessControl')).toMatchObject({
      OriginAccessControlConfig: { Name: ofRegion, SigningBehavior: 'always', SigningProtocol: 'sigv4' },
    })
  })

  it('answers at the host of ConsoleUrl where there is a certificate, by TLS 1.2 or later, else at its own name', () => {
    const url = referenceTo('ConsoleUrl')
    expect(distributionOf(templates)).toMatchObject({
      Aliases: {
        'Fn::If': [
          'HasCertificate',
          [{ 'Fn::Select': [2, { 'Fn::Split': ['/', url] }] }],
          { Ref: 'AWS::NoValue' },
        ],
      },
      ViewerCertificate: {
        'Fn::If': [
          'HasCertificate',
          {
            AcmCertificateArn: referenceTo('ConsoleCertificate'),
            MinimumProtocolVersion: 'TLSv1.2_2021',
            SslSupportMethod: 'sni-only',
          },
          { CloudFrontDefaultCertificate: true },
        ],
      },
    })
    const given = (name: string) => ({ 'Fn::Not': [{ 'Fn::Equals': [referenceTo(name), ''] }] })
    const { Conditions, Outputs } = nested(templates, 'Console')
    expect(Conditions).toEqual({ HasUrl: given('ConsoleUrl'), HasCertificate: given('ConsoleCertificate') })
    expect(Outputs['Url']).toEqual({
      Value: {
        'Fn::If': [
          'HasUrl',
          url,
          { 'Fn::Join': ['', ['https://', { 'Fn::GetAtt': [expect.any(String), 'DomainName'] }, '/']] },
        ],
      },
    })
    expect(fileOf(templates, /^(?!.*nested).*template/)).toMatchObject({
      Rules: {
        CertificateIsOfHost: {
          RuleCondition: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ConsoleCertificate' }, ''] }] },
          Assertions: [{ Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'ConsoleUrl' }, ''] }] } }],
        },
      },
    })
  })

  it('is where sign-in and sign-out return to, in the same deploy', () => {
    const client = only(templates, 'AWS::Cognito::UserPoolClient')
    expect(client).toMatchObject({
      CallbackURLs: [referenceTo('OutputsUrl')],
      LogoutURLs: [referenceTo('OutputsUrl')],
    })
  })

  it('uploads the files that never change, to be kept for a year, then the page, and removes nothing', () => {
    const uploads = templates.of('Custom::CDKBucketDeployment').map(({ properties }) => properties)
    expect(uploads).toMatchObject([
      {
        DestinationBucketKeyPrefix: 'assets',
        Prune: false,
        SystemMetadata: { 'cache-control': 'public, max-age=31536000, immutable' },
      },
      { Prune: false, SystemMetadata: { 'cache-control': 'no-cache' } },
    ])
    expect(uploads[1]).not.toHaveProperty('DestinationBucketKeyPrefix')
    const { Resources } = nested(templates, 'ConsoleFiles')
    const pages = Object.entries(Resources).find(([id]) => id.startsWith('PagesCustomResource'))
    expect(pages?.[1].DependsOn).toContainEqual(expect.stringMatching(/^AssetsCustomResource/))
  })

  it('tells its pages of the sign-on that was deployed with them', () => {
    const { text, markers } = configurationOf(templates)
    const shape: unknown = JSON.parse(text.replaceAll(/<<marker:[^>]*>>/g, '…'))
    expect(shape).toEqual({
      issuer: '…',
      authorizationEndpoint: 'https://….auth.….amazoncognito.com/oauth2/authorize',
      tokenEndpoint: 'https://….auth.….amazoncognito.com/oauth2/token',
      signOutUrl: 'https://….auth.….amazoncognito.com/logout?client_id=…&logout_uri=…',
      clientId: '…',
      redirectUri: '…',
      hasClock: templates === dev,
    })
    expect(Object.keys(markers)).toHaveLength(text.match(/<<marker/g)?.length ?? 0)
  })

  it("is uploaded by the CDK's own function, which may write nothing but the console's bucket", () => {
    const [uploader, ...others] = templates
      .of('AWS::Lambda::Function')
      .filter(({ properties }) => properties['Runtime'] !== 'nodejs24.x')
    expect(others).toEqual([])
    expect(uploader?.id).toMatch(/^CustomCDKBucketDeployment/)
    const files = referenceTo('ConsoleFiles\\w+Arn')
    const inside = (bucket: unknown) => ({ 'Fn::Join': ['', [bucket, '/*']] })
    const assets = (...end: string[]) => ({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':s3:::', expect.anything(), ...end]],
    })
    const reading = ['s3:GetObject*', 's3:GetBucket*', 's3:List*']
    expect(only(templates, 'AWS::IAM::Policy')['PolicyDocument']).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: reading, Resource: [assets(), assets('/*')] },
        {
          Effect: 'Allow',
          Action: [
            ...reading,
            's3:DeleteObject*',
            's3:PutObject',
            's3:PutObjectLegalHold',
            's3:PutObjectRetention',
            's3:PutObjectTagging',
            's3:PutObjectVersionTagging',
            's3:Abort*',
          ],
          Resource: [files, inside(files)],
        },
      ],
    })
    expect(
      templates.of('AWS::Lambda::Permission').filter(({ template }) => template.includes('ConsoleFiles')),
    ).toEqual([])
  })

  it('has templates of few resources', () => {
    for (const stack of ['Console', 'ConsoleFiles'])
      expect(Object.keys(nested(templates, stack).Resources).length, stack).toBeLessThan(20)
  })
})

describe('the function of the distribution', () => {
  const { FunctionCode, FunctionConfig } = only(dev, 'AWS::CloudFront::Function')
  const pathOf = (uri: string): unknown => {
    const event = { version: '1.0', request: { method: 'GET', uri, querystring: {}, headers: {} } }
    return runInNewContext(`${String(FunctionCode)}\nhandler(event).uri`, { event })
  }

  it('runs on the second runtime, whose language it is written in', () => {
    expect(FunctionConfig).toMatchObject({ Runtime: 'cloudfront-js-2.0' })
    expect(only(prod, 'AWS::CloudFront::Function')['FunctionCode']).toBe(FunctionCode)
  })

  it.each([
    ['/', '/index.html'],
    ['/console/customers', '/index.html'],
    ['/console/customers/', '/index.html'],
    ['/organizations/01JZZZZZZZZZZZZZZZZZZZZZZZ/partner', '/index.html'],
    ['/terms/2026-01', '/index.html'],
    ['/v1', '/index.html'],
    ['/assets', '/index.html'],
    ['/%E0%B8%82', '/index.html'],
    ['/index.html', '/index.html'],
    ['/config.json', '/config.json'],
    ['/favicon.ico', '/favicon.ico'],
    ['/assets/index-BAHnr7dj.js', '/assets/index-BAHnr7dj.js'],
    ['/assets/../index.html', '/assets/../index.html'],
    ['/.well-known/security', '/.well-known/security'],
  ])('gives %s as %s', (path, given) => expect(pathOf(path)).toBe(given))
})

describe('the built console', () => {
  const contentsOf = (folder: string): Record<string, string> =>
    Object.fromEntries(
      readdirSync(folder, { recursive: true, encoding: 'utf8' })
        .map((name) => join(folder, name))
        .filter((file) => statSync(file).isFile())
        .map((file) => [file, readFileSync(file, 'latin1')]),
    )

  it('is a page and files whose names change with their contents, without maps and without code in the page', async () => {
    const files = Object.keys(contentsOf(await buildConsole()))
    const names = files.map((file) => file.slice(file.indexOf('console/') + 'console/'.length))
    for (const name of names)
      if (name !== 'index.html') expect(name).toMatch(/^assets\/[\w.-]+-[\w-]{8}\.(js|css|svg|woff2)$/)
    const page = readFileSync(files.find((file) => file.endsWith('index.html')) ?? '', 'utf8')
    expect(page).not.toMatch(/<script(?![^>]* src=)|<style|style="|onload/)
  })

  it('is kept while nothing changes, and built to the same bytes where a file has come into it', async () => {
    const folder = await buildConsole()
    const before = contentsOf(folder)
    writeFileSync(join(folder, 'assets', 'left-over.js'), '')
    await buildConsole()
    expect(contentsOf(folder)).toEqual(before)
  })
})
