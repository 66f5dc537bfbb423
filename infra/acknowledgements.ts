import { Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'

interface Acknowledgement {
  /** A rule of AwsSolutions, with its finding where it has several; `{table}` stands for the table's unique id. */
  readonly rule: string
  /** The end of the paths of the constructs that it concerns. */
  readonly on: RegExp
  readonly reason: string
}

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
]

/** Acknowledges the accepted findings on their constructs. */
export const acknowledge = (scope: IConstruct, table: string): void => {
  const idOf = (rule: string): string => rule.replace('{table}', table)
  for (const construct of scope.node.findAll())
    for (const { rule, on, reason } of acknowledgements)
      if (on.test(construct.node.path)) Validations.of(construct).acknowledge({ id: idOf(rule), reason })
}
