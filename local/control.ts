import * as z from 'zod'
import { type Dns, DnsFailure, DnsRecord, RecordType } from './dns.ts'
import {
  type HttpServer,
  Refused,
  readJsonBody,
  requireLocalCaller,
  sendJson,
  serveHttp,
} from './loopback.ts'

const NewRecord = DnsRecord.strict()
const OldRecord = z.strictObject({ name: z.string(), type: RecordType })
const Failing = z.strictObject({ name: z.string(), how: DnsFailure.optional() })

/** The answer to `GET /dns` and to each change. */
export const DnsRecords = z.object({ records: z.array(DnsRecord) })

/** Serves the commands of the command line on loopback: `/health`, `/dns`, `/dns/failures`. */
export const startControl = (port: number, dns: Dns): Promise<HttpServer> =>
  serveHttp(port, async (request, response, url) => {
    requireLocalCaller(request)
    const records = () => sendJson(response, 200, { records: dns.list() })
    switch (`${request.method} ${url.pathname}`) {
      case 'GET /health':
        return sendJson(response, 200, { status: 'ok', pid: process.pid })
      case 'GET /dns':
        return records()
      case 'POST /dns': {
        const { name, type, value } = await readJsonBody(request, NewRecord)
        dns.set(name, type, value)
        return records()
      }
      case 'DELETE /dns': {
        const { name, type } = await readJsonBody(request, OldRecord)
        dns.remove(name, type)
        return records()
      }
      case 'POST /dns/failures': {
        const { name, how } = await readJsonBody(request, Failing)
        dns.fail(name, how)
        return records()
      }
      default:
        throw new Refused(404, 'The control server knows /health, /dns and /dns/failures.')
    }
  })
