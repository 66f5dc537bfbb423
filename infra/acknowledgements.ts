import { Names, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

interface Acknowledgement {
  /** A rule of AwsSolutions, with its finding where it has several; `{…}` stands for the unique id of a resource. */
  readonly rule: string
  /** The end of the paths of the constructs that it concerns. */
  readonly on: RegExp
  readonly reason: string
}

/** The function of the CDK that uploads the console's files. */
const UPLOADER = '\\/ConsoleFiles\\/Custom::CDKBucketDeployment[0-9A-F]+'
const uploader = (end: string): RegExp => new RegExp(`${UPLOADER}\\/${end}$`)
const UPLOADS =
  "The CDK's own function uploads the console at a deploy: it reads the bucket of assets and writes that of the console, and nobody else can call it."

/** The findings of AwsSolutions that we accept, each for its reason; any other fails the tests. */
export const acknowledgements: readonly Acknowledgement[] = [
  {
    rule: 'AwsSolutions-SMG4',
    on: /\/CursorKey\/Resource$/,
    reason: 'Seals cursors that live for a day; to replace it, replace the secret and deploy.',
  },
  {
    rule: 'AwsSolutions-COG2',
    on: /\/SignIn\/People\/Resource$/,
    reason:
      "The second factor is the vendor's, at whose sign-on people identify themselves; sign-up in the pool itself is for trials in dev.",
  },
  {
    rule: 'AwsSolutions-COG8',
    on: /\/SignIn\/People\/Resource$/,
    reason:
      'The plan Essentials has all that federation and token claims need; only dev, for trials, has passwords to guard.',
  },
  {
    rule: 'AwsSolutions-APIG4',
    on: /\/(api\/getHealth|api\/getOpenapi|applications\/getTerms)\/Route\/Resource$/,
    reason: 'Declared public: their answers hold nothing about anybody, and they have a limit of their own.',
  },
  {
    rule: 'AwsSolutions-APIG4',
    on: /\/payments\/receivePaymentEvent\/Route\/Resource$/,
    reason:
      'The payment provider signs what it sends and signs in nowhere; whatever it has not signed is refused before it is read.',
  },
  {
    rule: 'AwsSolutions-SQS3',
    on: /\/DeadLetters\/Resource$/,
    reason:
      'It is the dead-letter queue; a message that its reader fails on stays in it and raises an alarm by its age.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::*]',
    on: /\/Role\/Resource$/,
    reason: 'X-Ray knows no resources to name; a test holds every other statement to exact ones.',
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
    on: /\/(dispatchOutbox|retryOutbox)\/Role\/Resource$/,
    reason:
      "In the sandbox SES asks IAM about the recipient's verified identity as well; a condition on the sender's address limits what may be sent.",
  },
  {
    rule: 'AwsSolutions-IAM5[Resource::<referenceto{table}Arn>/stream/*]',
    on: /\/dispatchOutbox\/Role\/Resource$/,
    reason:
      "A stream's name holds the instant of its creation, so that listing the table's streams needs stream/*.",
  },
  {
    rule: 'AwsSolutions-S1',
    on: /\/Console\/Files\/Resource$/,
    reason: "It holds the console's public files only, and nobody but the distribution reads them.",
  },
  {
    rule: 'AwsSolutions-CFR1',
    on: /\/Console\/Distribution\/Resource$/,
    reason: 'Partners and their customers may be in any country; who may do what is decided by the API.',
  },
  {
    rule: 'AwsSolutions-CFR2',
    on: /\/Console\/Distribution\/Resource$/,
    reason:
      'The API has limits of its own on every route, reads all input by schemas and is reached without the distribution too; a firewall is for the account to add.',
  },
  {
    rule: 'AwsSolutions-CFR3',
    on: /\/Console\/Distribution\/Resource$/,
    reason: 'The files are the same for everybody; each request of the API stands in its own access log.',
  },
  {
    rule: 'AwsSolutions-CFR4',
    on: /\/Console\/Distribution\/Resource$/,
    reason:
      "With ConsoleCertificate it is TLSv1.2_2021; CloudFront fixes the versions of the distribution's own name.",
  },
  {
    rule: 'AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    on: uploader('ServiceRole\\/Resource'),
    reason: `${UPLOADS} The policy lets it write its logs.`,
  },
  ...[
    'Action::s3:GetObject*',
    'Action::s3:GetBucket*',
    'Action::s3:List*',
    'Action::s3:DeleteObject*',
    'Action::s3:Abort*',
    'Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*',
    'Resource::<referenceto{console}Outputs{files}Arn>/*',
  ].map((finding) => ({
    rule: `AwsSolutions-IAM5[${finding}]`,
    on: uploader('ServiceRole\\/DefaultPolicy\\/Resource'),
    reason: UPLOADS,
  })),
  {
    rule: 'AwsSolutions-L1',
    on: uploader('Resource'),
    reason: 'The CDK chooses the version of Python of its own function, and renews it with its releases.',
  },
]

/** The resources whose unique ids stand in findings. */
interface NamedResources {
  readonly table: IConstruct
  readonly console: IConstruct
  readonly files: IConstruct
}

/** Acknowledges the accepted findings on their constructs. */
export const acknowledge = (scope: IConstruct, resources: NamedResources): void => {
  const named = Object.entries(resources).map(
    ([name, { node }]) => [`{${name}}`, Names.nodeUniqueId(node.defaultChild?.node ?? node)] as const,
  )
  const idOf = (rule: string): string =>
    named.reduce((id, [placeholder, unique]) => id.replace(placeholder, unique), rule)
  for (const construct of scope.node.findAll())
    for (const { rule, on, reason } of acknowledgements)
      if (on.test(construct.node.path)) Validations.of(construct).acknowledge({ id: idOf(rule), reason })
}
