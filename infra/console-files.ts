import { join } from 'node:path'
import { Duration, NestedStack, RemovalPolicy } from 'aws-cdk-lib'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { BucketDeployment, CacheControl, Source } from 'aws-cdk-lib/aws-s3-deployment'
import type { Construct } from 'constructs'
import type { ConsoleConfiguration } from '../shared/client/console-configuration.ts'
import type { Console } from './console.ts'
import type { SignIn } from './identity.ts'
import type { Stage } from './stages.ts'

interface ConsoleFilesProps {
  readonly stage: Stage
  readonly site: Console
  readonly signIn: SignIn
}

const configurationOf = ({ stage, site, signIn }: ConsoleFilesProps): ConsoleConfiguration => {
  const { domainUrl, consoleClientId: clientId } = signIn
  return {
    issuer: signIn.issuerUrl,
    authorizationEndpoint: `${domainUrl}/oauth2/authorize`,
    tokenEndpoint: `${domainUrl}/oauth2/token`,
    signOutUrl: `${domainUrl}/logout?client_id=${clientId}&logout_uri=${site.url}`,
    clientId,
    redirectUri: site.url,
    hasClock: stage.hasClock,
  }
}

/** What each deploy uploads: first the files whose names change with their contents, then the page that names them. */
export class ConsoleFiles extends NestedStack {
  constructor(scope: Construct, folder: string, props: ConsoleFilesProps) {
    super(scope, 'ConsoleFiles', { description: 'The files of the web console' })
    const { stage, site } = props
    const shared = {
      destinationBucket: site.bucket,
      // Pages that are open ask for the files of earlier deploys.
      prune: false,
      retainOnDelete: false,
      logGroup: new LogGroup(this, 'Logs', {
        retention: stage.logRetention,
        removalPolicy: RemovalPolicy.DESTROY,
      }),
    }
    const assets = new BucketDeployment(this, 'Assets', {
      ...shared,
      sources: [Source.asset(join(folder, 'assets'))],
      destinationKeyPrefix: 'assets',
      cacheControl: [
        CacheControl.setPublic(),
        CacheControl.maxAge(Duration.days(365)),
        CacheControl.immutable(),
      ],
    })
    const pages = new BucketDeployment(this, 'Pages', {
      ...shared,
      sources: [
        Source.asset(folder, { exclude: ['assets'] }),
        Source.jsonData('config.json', configurationOf(props)),
      ],
      cacheControl: [CacheControl.noCache()],
    })
    pages.node.addDependency(assets)
  }
}
