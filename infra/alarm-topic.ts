import { RemovalPolicy, Stack } from 'aws-cdk-lib'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import type { Construct } from 'constructs'

/** The topic that mails alarms, encrypted. A topic with a policy, and a key, admit the alarms only where they say so; the key that AWS manages for topics does not. */
export const alarmTopic = (scope: Construct, email: string): Topic => {
  const forAlarms = (actions: string[], resource: string): PolicyStatement =>
    new PolicyStatement({
      principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
      actions,
      resources: [resource],
      conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(scope).account } },
    })
  const key = new Key(scope, 'AlarmKey', {
    description: 'Encrypts alarms on their way to people',
    enableKeyRotation: true,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  key.addToResourcePolicy(forAlarms(['kms:Decrypt', 'kms:GenerateDataKey*'], '*'))
  const topic = new Topic(scope, 'Alarms', { masterKey: key, enforceSSL: true })
  topic.addToResourcePolicy(forAlarms(['sns:Publish'], topic.topicArn))
  topic.addSubscription(new EmailSubscription(email))
  return topic
}
