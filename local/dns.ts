import { createSocket, type Socket } from 'node:dgram'
import { createServer } from 'node:net'
import { join } from 'node:path'
import packet, { type Answer, type DecodedPacket, type Packet } from 'dns-packet'
import * as z from 'zod'
import { readJsonFile, writeJsonFile } from './files.ts'
import { LOOPBACK, listen } from './loopback.ts'

/** The kinds of record that domain verification asks for. */
export const RecordType = z.enum(['TXT', 'CNAME', 'A', 'AAAA', 'SOA'])
export type RecordType = z.infer<typeof RecordType>

/** How the server can fail for one name. */
export const DnsFailure = z.enum(['SERVFAIL', 'REFUSED', 'timeout'])
export type DnsFailure = z.infer<typeof DnsFailure>

const VALUES = {
  TXT: z.string(),
  CNAME: z.string(),
  A: z.ipv4(),
  AAAA: z.ipv6(),
  SOA: z.string().regex(/^\d+$/),
} as const

/** One record: an absolute name without the trailing dot, and a text, a target name, an address or, of a zone (SOA), the seconds that negative answers are kept as its value. */
export const DnsRecord = z
  .object({ name: z.string(), type: RecordType, value: z.string() })
  .refine(
    ({ type, value }) => VALUES[type].safeParse(value).success,
    'must be an address of that type, or seconds',
  )
export type DnsRecord = z.infer<typeof DnsRecord>

const RCODE = { NOERROR: 0, SERVFAIL: 2, NXDOMAIN: 3, REFUSED: 5 } as const
const TTL_SECONDS = 1
const LONGEST_TEXT = 255
const LONGEST_DATAGRAM = 512
const LONGEST_CHAIN = 8

const canonical = (name: string): string => name.toLowerCase().replace(/\.$/, '')

const inStrings = (text: string): Buffer[] => {
  const bytes = Buffer.from(text, 'utf8')
  const strings: Buffer[] = []
  for (let at = 0; at === 0 || at < bytes.length; at += LONGEST_TEXT)
    strings.push(bytes.subarray(at, at + LONGEST_TEXT))
  return strings
}

const answerOf = ({ name, type, value }: DnsRecord): Answer => {
  if (type === 'TXT') return { name, type, ttl: TTL_SECONDS, data: inStrings(value) }
  if (type === 'SOA') return { name, type, ttl: TTL_SECONDS, data: zone(name, Number(value)) }
  return { name, type, ttl: TTL_SECONDS, data: value }
}

const zone = (name: string, minimum: number) => ({
  mname: `ns.${name}`,
  rname: `hostmaster.${name}`,
  serial: 1,
  refresh: 3_600,
  retry: 600,
  expire: 86_400,
  minimum,
})

export interface Dns {
  readonly address: string
  list(): readonly DnsRecord[]
  /** Adds a value to those of the name; a CNAME replaces the one before. */
  set(name: string, type: RecordType, value: string): void
  remove(name: string, type: RecordType): void
  /** Makes every question for the name fail; without `how` it is answered again. */
  fail(name: string, how?: DnsFailure): void
  stop(): Promise<void>
}

/** Answers questions for TXT, CNAME, A, AAAA and SOA records on loopback, by UDP and TCP, from `dns.json`. */
export const startDns = async ({ port, stateDir }: { port: number; stateDir: string }): Promise<Dns> => {
  const file = join(stateDir, 'dns.json')
  let records = readJsonFile(file, z.array(DnsRecord), [])
  const failures = new Map<string, DnsFailure>()

  const keep = (changed: DnsRecord[]): void => {
    records = changed
    writeJsonFile(file, records)
  }

  const resolve = (name: string, type: string): { rcode: number; answers: Answer[] } => {
    const answers: Answer[] = []
    let asked = name
    for (let hops = 0; hops < LONGEST_CHAIN; hops++) {
      const here = records.filter((record) => record.name === asked)
      if (here.length === 0) {
        const isAncestor = records.some((record) => record.name.endsWith(`.${asked}`))
        return { rcode: answers.length > 0 || isAncestor ? RCODE.NOERROR : RCODE.NXDOMAIN, answers }
      }
      const wanted = here.filter((record) => record.type === type || type === 'ANY')
      const alias = here.find((record) => record.type === 'CNAME')
      answers.push(...(wanted.length > 0 ? wanted : alias === undefined ? [] : [alias]).map(answerOf))
      if (wanted.length > 0 || alias === undefined) return { rcode: RCODE.NOERROR, answers }
      asked = alias.value
    }
    return { rcode: RCODE.NOERROR, answers }
  }

  /** The response to a query; `undefined` where none is to be sent. */
  const respond = (query: DecodedPacket): Packet | undefined => {
    const question = query.questions?.[0]
    const reply = (rcode: number, answers: Answer[] = []): Packet => ({
      type: 'response',
      id: query.id ?? 0,
      flags: packet.AUTHORITATIVE_ANSWER | (query.flag_rd ? packet.RECURSION_DESIRED : 0) | rcode,
      questions: query.questions ?? [],
      answers,
    })
    if (question === undefined) return reply(RCODE.REFUSED)
    const name = canonical(question.name)
    const failure = failures.get(name)
    if (failure === 'timeout') return undefined
    if (failure !== undefined) return reply(RCODE[failure])
    const { rcode, answers } = resolve(name, question.type)
    return reply(rcode, answers)
  }

  const open = new Set<{ destroy(): void }>()
  const tcp = createServer((connection) => {
    let received = Buffer.alloc(0)
    connection.on('error', () => connection.destroy())
    connection.on('data', (chunk) => {
      received = Buffer.concat([received, chunk])
      while (received.length > 2 && received.length >= received.readUInt16BE(0) + 2) {
        const query = decoded(received.subarray(2, received.readUInt16BE(0) + 2))
        received = received.subarray(received.readUInt16BE(0) + 2)
        const response = query === undefined ? undefined : respond(query)
        if (response !== undefined) connection.write(packet.streamEncode(response))
      }
    })
    open.add(connection)
    connection.on('close', () => open.delete(connection))
  })
  const udp = createSocket('udp4')
  udp.on('message', (message, from) => {
    const query = decoded(message)
    const response = query === undefined ? undefined : respond(query)
    if (response === undefined) return
    const whole = packet.encode(response)
    const short = (): Buffer =>
      packet.encode({ ...response, flags: (response.flags ?? 0) | packet.TRUNCATED_RESPONSE, answers: [] })
    udp.send(whole.length > LONGEST_DATAGRAM ? short() : whole, from.port, from.address)
  })
  const taken = await listen(tcp, port)
  await bound(udp, taken)

  return {
    address: `${LOOPBACK}:${taken}`,
    list: () => records,
    set: (name, type, value) => {
      const record = DnsRecord.parse({
        name: canonical(name),
        type,
        value: type === 'CNAME' ? canonical(value) : value,
      })
      const isReplaced = (one: DnsRecord): boolean =>
        one.name === record.name && one.type === type && (type === 'CNAME' || one.value === value)
      keep([...records.filter((one) => !isReplaced(one)), record])
    },
    remove: (name, type) =>
      keep(records.filter((record) => record.name !== canonical(name) || record.type !== type)),
    fail: (name, how) => {
      if (how === undefined) failures.delete(canonical(name))
      else failures.set(canonical(name), how)
    },
    stop: async () => {
      for (const connection of open) connection.destroy()
      await Promise.all([
        new Promise<void>((done) => tcp.close(() => done())),
        new Promise<void>((done) => udp.close(() => done())),
      ])
    },
  }
}

const decoded = (message: Buffer): DecodedPacket | undefined => {
  try {
    return packet.decode(message)
  } catch {
    return undefined
  }
}

const bound = (socket: Socket, port: number): Promise<void> =>
  new Promise((resolve, reject) => {
    socket.once('error', reject)
    socket.bind(port, LOOPBACK, () => {
      socket.off('error', reject)
      resolve()
    })
  })
