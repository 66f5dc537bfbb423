import { join } from 'node:path'
import {
  Aws,
  CfnCondition,
  CfnOutput,
  type CfnResource,
  Duration,
  Fn,
  NestedStack,
  RemovalPolicy,
} from 'aws-cdk-lib'
import {
  AccessLevel,
  AllowedMethods,
  CachePolicy,
  CfnDistribution,
  Distribution,
  Function,
  FunctionCode,
  FunctionEventType,
  FunctionRuntime,
  HttpVersion,
  OriginRequestPolicy,
  S3OriginAccessControl,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { BlockPublicAccess, Bucket, BucketEncryption, type IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct, IConstruct } from 'constructs'
import type { Api } from './api.ts'
import { accountWideName, consoleHeaders } from './console-headers.ts'
import { signInOrigin } from './identity.ts'
import type { Parameters } from './parameters.ts'

/** What the origins answer with and CloudFront would keep for ten seconds, and answer others with. */
const ERRORS = [400, 403, 404, 405, 414, 416, 500, 501, 502, 503, 504]

/** Narrows to the interface, to which the class does not conform where optional properties are exact. */
const isBucket = (made: IConstruct): made is IBucket => made instanceof Bucket

/** The host of a web address with a path. */
const hostOf = (url: string): string => Fn.select(2, Fn.split('/', url))

/** The web console on one origin with the API: a private bucket and `/v1` behind a distribution. */
export class Console extends NestedStack {
  readonly bucket: IBucket
  /** The console's root. */
  readonly url: string
  readonly domainName: string
  /** The stack as a resource of the stack around it. */
  readonly within: CfnResource

  constructor(scope: Construct, api: Api, parameters: Parameters) {
    super(scope, 'Console', { description: 'The web console and its distribution' })
    const { ConsoleUrl, ConsoleCertificate } = parameters
    const isGiven = (id: string, value: string): CfnCondition =>
      new CfnCondition(this, id, { expression: Fn.conditionNot(Fn.conditionEquals(value, '')) })
    const hasUrl = isGiven('HasUrl', ConsoleUrl)
    const hasCertificate = isGiven('HasCertificate', ConsoleCertificate)
    const choose = (condition: CfnCondition, given: unknown, otherwise: unknown) =>
      Fn.conditionIf(condition.logicalId, given, otherwise)

    const files: IConstruct = new Bucket(this, 'Files', {
      encryption: BucketEncryption.S3_MANAGED,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      // It holds nothing but what each deploy uploads.
      removalPolicy: RemovalPolicy.DESTROY,
    })
    if (!isBucket(files)) throw new Error('The bucket is none')
    this.bucket = files
    const distribution = new Distribution(this, 'Distribution', {
      comment: 'Web console',
      httpVersion: HttpVersion.HTTP2_AND_3,
      defaultBehavior: {
        origin: S3BucketOrigin.withOriginAccessControl(this.bucket, {
          originAccessControl: new S3OriginAccessControl(this, 'Access', {
            originAccessControlName: accountWideName(this),
          }),
          // To list tells what is missing (404) from what is forbidden (403).
          originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
        }),
        viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
        cachePolicy: CachePolicy.CACHING_OPTIMIZED,
        responseHeadersPolicy: consoleHeaders(this, signInOrigin(this, parameters)),
        functionAssociations: [
          {
            eventType: FunctionEventType.VIEWER_REQUEST,
            function: new Function(this, 'PagePath', {
              runtime: FunctionRuntime.JS_2_0,
              code: FunctionCode.fromFile({ filePath: join(import.meta.dirname, 'console', 'page-path.js') }),
            }),
          },
        ],
      },
      additionalBehaviors: {
        '/v1/*': {
          origin: new HttpOrigin(api.domainName),
          viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
          allowedMethods: AllowedMethods.ALLOW_ALL,
          cachePolicy: CachePolicy.CACHING_DISABLED,
          originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        },
      },
      defaultRootObject: 'index.html',
      errorResponses: ERRORS.map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
    })
    const cfn = distribution.node.defaultChild
    if (!(cfn instanceof CfnDistribution)) throw new Error('The distribution has no resource')
    cfn.addPropertyOverride(
      'DistributionConfig.Aliases',
      choose(hasCertificate, [hostOf(ConsoleUrl)], Aws.NO_VALUE),
    )
    cfn.addPropertyOverride(
      'DistributionConfig.ViewerCertificate',
      choose(
        hasCertificate,
        {
          AcmCertificateArn: ConsoleCertificate,
          MinimumProtocolVersion: 'TLSv1.2_2021',
          SslSupportMethod: 'sni-only',
        },
        { CloudFrontDefaultCertificate: true },
      ),
    )
    this.domainName = distribution.distributionDomainName
    new CfnOutput(this, 'Url', {
      value: Fn.conditionIf(
        hasUrl.logicalId,
        ConsoleUrl,
        `https://${distribution.distributionDomainName}/`,
      ).toString(),
    })
    if (this.nestedStackResource === undefined) throw new Error('The console is no nested stack')
    this.within = this.nestedStackResource
    this.url = this.within.getAtt('Outputs.Url').toString()
  }
}
