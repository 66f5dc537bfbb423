import { RemovalPolicy } from 'aws-cdk-lib'
import { RetentionDays } from 'aws-cdk-lib/aws-logs'

/** A vendor data centre whose OpenID provider people may sign in with. */
export interface DataCentre {
  /** The provider's name in the user pool, and the field of the issuer secret that holds its client secret. */
  readonly name: string
  readonly issuerUrl: string
}

/** Requests a second, and how many may come at once. */
export interface Throttle {
  readonly rateLimit: number
  readonly burstLimit: number
}

/** All that differs between the places the programme runs in. */
export interface Stage {
  readonly name: 'dev' | 'prod'
  /** Whether rules follow a programme clock that staff can move forward. */
  readonly hasClock: boolean
  readonly logRetention: RetentionDays
  /** What becomes of table, user pool, cursor key and logs when the stack is deleted. */
  readonly removal: RemovalPolicy
  readonly deletionProtection: boolean
  /** Requests a second, and how many may come at once, for the whole API. */
  readonly throttle: Throttle
  /** The same for each route that anybody may call, and for each that costs more than a look into the table. */
  readonly routeThrottles: { readonly public: Throttle; readonly costly: Throttle }
  readonly tracing: boolean
  /** Concurrent runs kept for, and limited to, each function. */
  readonly reservedConcurrency?: number
  readonly dataCentres: readonly DataCentre[]
  /** Where sign-in returns to unless the deployment says otherwise. */
  readonly consoleUrl?: string
}

const dataCentres: readonly DataCentre[] = [
  { name: 'ZohoUs', issuerUrl: 'https://accounts.zoho.com' },
  { name: 'ZohoEu', issuerUrl: 'https://accounts.zoho.eu' },
  { name: 'ZohoIn', issuerUrl: 'https://accounts.zoho.in' },
  { name: 'ZohoAu', issuerUrl: 'https://accounts.zoho.com.au' },
  { name: 'ZohoJp', issuerUrl: 'https://accounts.zoho.jp' },
  { name: 'ZohoCa', issuerUrl: 'https://accounts.zohocloud.ca' },
  { name: 'ZohoSa', issuerUrl: 'https://accounts.zoho.sa' },
  { name: 'ZohoUk', issuerUrl: 'https://accounts.zoho.uk' },
]

/** For trying things out: it has the programme clock and can be destroyed whole. */
export const dev: Stage = {
  name: 'dev',
  hasClock: true,
  logRetention: RetentionDays.TWO_WEEKS,
  removal: RemovalPolicy.DESTROY,
  deletionProtection: false,
  throttle: { rateLimit: 50, burstLimit: 100 },
  routeThrottles: { public: { rateLimit: 10, burstLimit: 20 }, costly: { rateLimit: 5, burstLimit: 10 } },
  tracing: true,
  dataCentres,
  consoleUrl: 'http://localhost:5173/',
}

/** For real partners: real time only, and nothing that holds records can be deleted by accident. */
export const prod: Stage = {
  name: 'prod',
  hasClock: false,
  logRetention: RetentionDays.ONE_YEAR,
  removal: RemovalPolicy.RETAIN,
  deletionProtection: true,
  throttle: { rateLimit: 500, burstLimit: 1000 },
  routeThrottles: { public: { rateLimit: 50, burstLimit: 100 }, costly: { rateLimit: 20, burstLimit: 40 } },
  tracing: true,
  dataCentres,
}

/** The stage of that name; throws for an unknown one. */
export const stageNamed = (name: string): Stage => {
  const stage = [dev, prod].find((known) => known.name === name)
  if (!stage) throw new Error(`There is no stage "${name}": use dev or prod`)
  return stage
}
