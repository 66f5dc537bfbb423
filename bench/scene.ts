import * as z from 'zod'
import { handler as addCustomer } from '../functions/customers/add-customer.ts'
import { world } from '../functions/outside/world.ts'
import { callDynamoDb } from '../local/cloud/dynamodb-wire.ts'
import { startDynamoDb } from '../local/dynamodb.ts'
import { claimCountRecord } from '../shared/customers/records.ts'
import { EmailAddress } from '../shared/kernel/email-address.ts'
import { ApplicationId, CustomerId, PartnerId, PersonId } from '../shared/kernel/id.ts'
import { fromMillis } from '../shared/kernel/time.ts'
import { createPartner, membershipOf } from '../shared/partners/partner.ts'
import { partnerRecord } from '../shared/partners/records.ts'
import { joinPartner, stranger } from '../shared/people/person.ts'
import { personRecord, subjectRecord } from '../shared/people/records.ts'
import { bind, named } from '../shared/people/subject.ts'
import { commitChanges } from '../shared/table/commit.ts'
import { indexes } from '../shared/table/kinds.ts'
import type { Change } from '../shared/table/record.ts'
import { context, eventOf } from './event.ts'
import { startTableMeter } from './table-meter.ts'

const TABLE_NAME = 'programme'
const ADMIN = EmailAddress.parse('admin@partner.example.com')

/** The programme's first staff member. */
export const STAFF_MEMBER = { email: 'first@vendor.example.com', sub: 'sub of the first' } as const

/** Who asks in the benchmarks: the admin of the one partner. */
export const CALLER = { email: ADMIN, sub: 'sub of the admin' } as const

const keySchema = (partition: string, sort: string) => [
  { AttributeName: partition, KeyType: 'HASH' },
  { AttributeName: sort, KeyType: 'RANGE' },
]

const createTable = (endpoint: string): Promise<unknown> => {
  const names = ['pk', 'sk', ...Object.values(indexes).flatMap(({ partition, sort }) => [partition, sort])]
  return callDynamoDb(endpoint, 'DynamoDB_20120810.CreateTable', {
    TableName: TABLE_NAME,
    BillingMode: 'PAY_PER_REQUEST',
    KeySchema: keySchema('pk', 'sk'),
    AttributeDefinitions: names.map((name) => ({ AttributeName: name, AttributeType: 'S' })),
    GlobalSecondaryIndexes: Object.entries(indexes).map(([name, { partition, sort }]) => ({
      IndexName: name,
      KeySchema: keySchema(partition, sort),
      Projection: { ProjectionType: name === 'due' ? 'KEYS_ONLY' : 'ALL' },
    })),
  })
}

const ulid = world.ulid(world.realMs())
const partnerId = PartnerId.parse(`ptr_${ulid}`)

/** Commits changes as if some earlier operation had. */
export const commitAll = (changes: readonly Change[]): Promise<boolean> =>
  commitChanges(world.table, [...changes], {
    at: fromMillis(world.realMs()),
    actor: { kind: 'function', name: 'bench' },
    ...world.commitMarks(),
  })

const arrangePartner = async (): Promise<void> => {
  const at = fromMillis(world.realMs())
  const partner = createPartner(
    {
      partnerId,
      applicationId: ApplicationId.parse(`app_${ulid}`),
      company: {
        name: 'Siam Cloud Co., Ltd.',
        email: EmailAddress.parse('hello@siamcloud.example.com'),
        phone: '+6621234567',
        taxId: '0105561234567',
      },
      address: { street: '1 Silom Road', city: 'Bangkok', postalCode: '10500', country: 'TH' },
      language: 'en',
      expertise: ['workplace'],
      admins: [ADMIN],
    },
    at,
  )
  const personId = PersonId.parse(`per_${ulid}`)
  const admin = joinPartner(stranger({ email: ADMIN, personId }), membershipOf(partner), undefined)
  await commitAll([
    partnerRecord.create(partner, { action: 'partner.created' }),
    personRecord.create(admin, { action: 'partner-membership.granted' }),
    subjectRecord.putNew(bind(named(ADMIN, personId), CALLER.sub, at)),
  ])
}

let serial = 0

/** The event that adds a customer nobody has added yet, on a trial. */
export const addingEvent = (): object => {
  const name = `customer-${(serial += 1)}`
  return eventOf(CALLER, {
    body: {
      domain: `${name}.co.th`,
      organizationName: `Customer ${name}`,
      superAdmin: { firstName: 'Malee', lastName: 'Srisuk', email: `super-admin@${name}.co.th` },
      country: 'TH',
      language: 'en',
      trial: { plan: 'standard', licences: 10 },
    },
  })
}

const Added = z.object({ statusCode: z.literal(201), body: z.string() })
const WithId = z.object({ customerId: CustomerId })

/** Adds a customer on a trial through its function, and makes room for the next (R18). */
export const addTrialCustomer = async (): Promise<CustomerId> => {
  const { body } = Added.parse(await addCustomer(addingEvent(), context))
  await commitAll([claimCountRecord.put({ partnerId, claims: 0 })])
  return WithId.parse(JSON.parse(body)).customerId
}

/** An embedded DynamoDB with one partner, which the functions of this process and its children use, through the meter if told. */
export const openScene = async ({ metered = false }: { metered?: boolean } = {}) => {
  const log = console.log
  console.log = (line?: unknown, ...more: unknown[]): void => {
    if (!String(line).startsWith('{"operation"')) log(line, ...more)
  }
  const database = await startDynamoDb({})
  const meter = await startTableMeter(database.endpoint)
  const environment = {
    TABLE_NAME,
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'laptop',
    AWS_SECRET_ACCESS_KEY: 'laptop',
    AWS_ENDPOINT_URL_DYNAMODB: metered ? meter.endpoint : database.endpoint,
    FIRST_STAFF_MEMBER: STAFF_MEMBER.email,
    DAILY_MAILS_PER_RECIPIENT: '1000000',
    DAILY_MAILS_PER_PARTNER: '1000000',
  } as const
  Object.assign(process.env, environment)
  await createTable(database.endpoint)
  await arrangePartner()
  return {
    environment,
    endpoint: database.endpoint,
    tableName: TABLE_NAME,
    meter,
    close: async (): Promise<void> => {
      await meter.stop()
      await database.stop()
    },
  }
}
export type Scene = Awaited<ReturnType<typeof openScene>>
