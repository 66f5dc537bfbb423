import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createSocketServer, type Server } from 'node:net'
import * as z from 'zod'

/** The only interface the laptop's servers listen on. */
export const LOOPBACK = '127.0.0.1'

const LARGEST_BODY = 10 * 1024 * 1024
const PORT_STEP = 10
const PORTS_TRIED = 20

/** Listens on a loopback port and returns it; port 0 takes any free one. */
export const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, LOOPBACK, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(address === null || typeof address === 'string' ? port : address.port)
    })
  })

const closed = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()))

/** A port that nobody else takes before it is released, to be listened on at once. */
export interface ReservedPort {
  readonly port: number
  release(): Promise<void>
}

/** Reserves a port; 0 reserves any free one. */
export const reservePort = async (wanted: number): Promise<ReservedPort> => {
  const holder = createSocketServer()
  const port = await listen(holder, wanted)
  return { port, release: () => closed(holder) }
}

const releasedPort = async (wanted: number): Promise<number> => {
  const { port, release } = await reservePort(wanted)
  await release()
  return port
}

const isFree = (port: number): Promise<boolean> =>
  releasedPort(port).then(
    () => true,
    () => false,
  )

/** The wanted port, or where it is taken the next free one in steps of ten, so that the ports of other parts stay free; 0 gives any free port. */
export const freePort = async (wanted: number): Promise<number> => {
  if (wanted === 0) return releasedPort(0)
  for (let port = wanted; port < wanted + PORT_STEP * PORTS_TRIED; port += PORT_STEP)
    if (await isFree(port)) return port
  throw new Error(`Port ${wanted} and ${PORTS_TRIED} others after it are taken; stop what uses them.`)
}

export type Handler = (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void> | void

/** A refused request, with the status and the message of its answer. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly status: number

  constructor(status: number, message: string) {
    super(message)
    this.status = status
  }
}

/** Answers with JSON. */
export const sendJson = (response: ServerResponse, status: number, body: unknown): void => {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' })
  response.end(JSON.stringify(body))
}

/** Reads a request body of up to 10 MB. */
export const readBody = async (request: IncomingMessage): Promise<Buffer> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    if (size > LARGEST_BODY) throw new Refused(413, 'The body is larger than 10 MB.')
    chunks.push(bytes)
  }
  return Buffer.concat(chunks)
}

/** Reads a JSON body; throws `Refused` for one that is not JSON or does not match the schema. */
export const readJsonBody = async <S extends z.ZodType>(
  request: IncomingMessage,
  schema: S,
): Promise<z.infer<S>> => {
  if (!request.headers['content-type']?.startsWith('application/json'))
    throw new Refused(415, 'The body must be application/json.')
  const text = (await readBody(request)).toString('utf8')
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new Refused(400, 'The body is not JSON.')
  }
  const parsed = schema.safeParse(value)
  if (!parsed.success) throw new Refused(400, z.prettifyError(parsed.error))
  return parsed.data
}

/** Throws `Refused` for a request of a web page other than the server's own, and for one to a host name that is rebound to loopback. */
export const requireLocalCaller = ({ headers: { host, origin } }: IncomingMessage): void => {
  const name = host?.replace(/:\d+$/, '')
  if (name !== LOOPBACK && name !== 'localhost') throw new Refused(403, 'Only loopback may call this.')
  if (origin !== undefined && origin !== `http://${host}`)
    throw new Refused(403, 'Other web pages may not call this.')
}

export interface HttpServer {
  readonly url: string
  readonly port: number
  stop(): Promise<void>
}

/** Serves HTTP on a loopback port; a `Refused` of the handler becomes the answer, any other failure a 500. */
export const serveHttp = async (port: number, handle: Handler): Promise<HttpServer> => {
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    try {
      await handle(request, response, new URL(request.url ?? '/', `http://${LOOPBACK}`))
    } catch (failure) {
      const message = failure instanceof Error ? failure.message : String(failure)
      if (response.headersSent) response.destroy()
      else sendJson(response, failure instanceof Refused ? failure.status : 500, { message })
    }
  }
  const server = createServer((request, response) => void answer(request, response))
  const taken = await listen(server, port)
  const stop = async (): Promise<void> => {
    const gone = closed(server)
    server.closeAllConnections()
    await gone
  }
  return { url: `http://${LOOPBACK}:${taken}`, port: taken, stop }
}
