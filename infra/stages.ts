import { RemovalPolicy } from 'aws-cdk-lib'
import { RetentionDays } from 'aws-cdk-lib/aws-logs'

/** A data centre of the vendor; people may sign in with its OpenID provider. */
export interface DataCentre {
  /** The provider's name in the user pool, and the field of the issuer secret that holds its client secret. */
  readonly name: string
  readonly issuerUrl: string
}

/** A limit: requests a second, and how many may come at once. */
export interface Throttle {
  readonly rateLimit: number
  readonly burstLimit: number
}

/** All that differs between stages and their deployments. */
export interface Stage {
  readonly name: 'dev' | 'prod'
  /** Whether rules follow a programme clock that staff can move forward. */
  readonly hasClock: boolean
  readonly logRetention: RetentionDays
  /** What happens to table, user pool, cursor key and logs when the stack is deleted. */
  readonly removal: RemovalPolicy
  readonly deletionProtection: boolean
  /** The limit of the whole API. */
  readonly throttle: Throttle
  /** The limit of each public route, of each that only a service which signs reaches, and of each that costs more than a read of the table. */
  readonly routeThrottles: { readonly public: Throttle; readonly signed: Throttle; readonly costly: Throttle }
  /** How many mails a day may be caused to one recipient who has never signed in, and by one partner to such recipients (R19). */
  readonly dailyMails: { readonly perRecipient: number; readonly perPartner: number }
  readonly tracing: boolean
  /** How many runs of each function are reserved, and are the most at once. */
  readonly reservedConcurrency?: number
  /** Those whose accounts people sign in with; where there are none, people sign up in the user pool itself. */
  readonly dataCentres: readonly DataCentre[]
  /** Whether there may be no data centre. */
  readonly mayHaveOwnSignUp: boolean
  /** The SES identity to send with, a domain or an address, where the stack does not create that of the sender's domain. */
  readonly mailIdentity?: string
  /** Whether addresses may be `http://localhost`. */
  readonly allowsLocalhost: boolean
}

/** All data centres of the vendor. */
export const dataCentres: readonly DataCentre[] = [
  { name: 'ZohoUs', issuerUrl: 'https://accounts.zoho.com' },
  { name: 'ZohoEu', issuerUrl: 'https://accounts.zoho.eu' },
  { name: 'ZohoIn', issuerUrl: 'https://accounts.zoho.in' },
  { name: 'ZohoAu', issuerUrl: 'https://accounts.zoho.com.au' },
  { name: 'ZohoJp', issuerUrl: 'https://accounts.zoho.jp' },
  { name: 'ZohoCa', issuerUrl: 'https://accounts.zohocloud.ca' },
  { name: 'ZohoSa', issuerUrl: 'https://accounts.zoho.sa' },
  { name: 'ZohoUk', issuerUrl: 'https://accounts.zoho.uk' },
]

/** For trials and demos: it has the programme clock, and deleting it deletes its data. */
export const dev: Stage = {
  name: 'dev',
  hasClock: true,
  logRetention: RetentionDays.TWO_WEEKS,
  removal: RemovalPolicy.DESTROY,
  deletionProtection: false,
  throttle: { rateLimit: 50, burstLimit: 100 },
  routeThrottles: {
    public: { rateLimit: 10, burstLimit: 20 },
    signed: { rateLimit: 20, burstLimit: 40 },
    costly: { rateLimit: 5, burstLimit: 10 },
  },
  dailyMails: { perRecipient: 10, perPartner: 200 },
  tracing: true,
  dataCentres: [],
  mayHaveOwnSignUp: true,
  allowsLocalhost: true,
}

/** For real partners: it has real time only, and its data cannot be deleted by accident. */
export const prod: Stage = {
  name: 'prod',
  hasClock: false,
  logRetention: RetentionDays.ONE_YEAR,
  removal: RemovalPolicy.RETAIN,
  deletionProtection: true,
  throttle: { rateLimit: 500, burstLimit: 1000 },
  routeThrottles: {
    public: { rateLimit: 50, burstLimit: 100 },
    signed: { rateLimit: 100, burstLimit: 200 },
    costly: { rateLimit: 20, burstLimit: 40 },
  },
  dailyMails: { perRecipient: 10, perPartner: 200 },
  tracing: true,
  dataCentres,
  mayHaveOwnSignUp: false,
  allowsLocalhost: false,
}

/** Whether people sign up in the user pool itself, as no vendor signs them in. */
export const hasOwnSignUp = ({ dataCentres: chosen }: Stage): boolean => chosen.length === 0

/** The stage of that name; throws for an unknown one. */
export const stageNamed = (name: string): Stage => {
  const stage = [dev, prod].find((known) => known.name === name)
  if (!stage) throw new Error(`There is no stage "${name}": use dev or prod`)
  return stage
}
