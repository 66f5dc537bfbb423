import { Readable } from 'node:stream'
import { HttpRequest, HttpResponse } from '@smithy/core/protocols'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { PersonId } from '../../shared/kernel/id.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { personRecord } from '../../shared/people/records.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader } from '../../shared/table/reader.ts'
import { sendUnsigned, tableOn, world } from '../outside/world.ts'

const AT = '1970-01-01T00:00:00.000Z'

const answerOf = (body: object) => ({
  response: new HttpResponse({
    statusCode: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: Readable.from([Buffer.from(JSON.stringify(body))]),
  }),
})

/** Opens a connection to where a request would go; a failure is left to the first call. */
const connected = async ({ protocol, hostname, port }: HttpRequest): Promise<void> => {
  const address = { protocol, hostname, ...(port === undefined ? {} : { port }) }
  try {
    await sendUnsigned(new HttpRequest({ ...address, method: 'GET', path: '/' }))
  } catch {
    // The first call opens its own.
  }
}

/**
 * Exercises what a first call needs, on a table of its own: one person is committed and read there. No request reaches that table,
 * and it reaches no network. Meanwhile the connection is opened that the first call uses.
 */
export const prime = async (): Promise<void> => {
  const email = EmailAddress.parse('priming@example.com')
  const personId = PersonId.parse(`per_${'0'.repeat(26)}`)
  const person = { email, personId, staffRoles: [], applications: [] }
  const { pk, sk } = personRecord.key(person)
  const texts = { pk, sk, email, personId, auditHash: '', auditAt: AT }
  const item = {
    ...Object.fromEntries(Object.entries(texts).map(([name, S]) => [name, { S }])),
    version: { N: '1' },
    staffRoles: { L: [] },
    applications: { L: [] },
  }
  let connection: Promise<void> | undefined
  const table = tableOn({
    handle: async (request: HttpRequest) => {
      connection ??= connected(request)
      const reads = request.headers['x-amz-target']?.endsWith('GetItem')
      return answerOf(reads ? { Responses: { [world.setting('TABLE_NAME')]: [item] } } : {})
    },
  })
  await reader(table).find(personRecord, { email })
  await commitChanges(table, [personRecord.create(person, { action: 'person.primed' })], {
    at: fromMillis(0),
    actor: { kind: 'function', name: 'priming' },
    ...world.commitMarks(),
  })
  await connection
}
