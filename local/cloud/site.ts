import type { IncomingMessage } from 'node:http'
import { Script } from 'node:vm'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import * as z from 'zod'
import type { ConsoleConfiguration } from '../../shared/client/console-configuration.ts'
import type { DeclaredSite } from './declared-site.ts'
import type { HttpAnswer } from './http-event.ts'
import { isLikeOneOf } from './iam.ts'
import { type SiteFile, isText, siteFile, siteFiles } from './site-files.ts'

/** The addresses of a sign-on, in place of those of the template. */
export type SignOn = Omit<ConsoleConfiguration, 'hasClock'>

/** Answers a request of the site; `undefined` for one that is the API's. */
export type AnswerOfSite = (request: IncomingMessage) => HttpAnswer | undefined

const CONFIGURATION = 'config.json'
const PAGE = '/index.html'
/** CloudFront compresses nothing smaller. */
const COMPRESSED_FROM = 1_000

const Configuration = z.looseObject({ tokenEndpoint: z.url() })
const Rewritten = z.object({ uri: z.string() })

const text = (status: number, said: string, headers: Readonly<Record<string, string>> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/plain', ...headers },
  body: Buffer.from(`${said}\n`),
})

/** The template's own function, as CloudFront calls it. */
const pathFunction = (code: string): ((uri: string, method: string) => string) => {
  const handler: unknown = new Script(`${code}\nhandler`).runInNewContext()
  if (typeof handler !== 'function') throw new Error('The function of the distribution has no handler.')
  return (uri, method) => {
    const event = { version: '1.0', request: { method, uri, querystring: {}, headers: {}, cookies: {} } }
    return Rewritten.parse(Reflect.apply(handler, undefined, [event])).uri
  }
}

const keyOf = (uri: string): string | undefined => {
  try {
    return decodeURIComponent(uri.slice(1))
  } catch {
    return undefined
  }
}

const WAYS = ['br', 'gzip'] as const
type Way = (typeof WAYS)[number]
const compressions: Readonly<Record<Way, (contents: Buffer) => Buffer>> = {
  br: (contents) => brotliCompressSync(contents, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (contents) => gzipSync(contents),
}

/** Compresses each file once for each way. */
const compressor = () => {
  const made = new Map<string, Buffer>()
  return (file: SiteFile, way: Way): Buffer => {
    const known = made.get(`${way} ${file.etag}`)
    if (known !== undefined) return known
    const contents = compressions[way](file.contents)
    made.set(`${way} ${file.etag}`, contents)
    return contents
  }
}

/** Serves the site that a template declares: its files, headers and function, with a sign-on of one's own; pages only at the root to which the sign-on returns. */
export const openSite = (site: DeclaredSite, signOn: SignOn): AnswerOfSite => {
  const files = siteFiles(site.uploads)
  const deployed = files.get(CONFIGURATION)
  if (deployed === undefined) throw new Error(`The site has no ${CONFIGURATION}.`)
  const configuration = Configuration.parse(JSON.parse(deployed.contents.toString('utf8')))
  const own = Buffer.from(JSON.stringify({ ...configuration, ...signOn }))
  files.set(CONFIGURATION, siteFile(CONFIGURATION, own, deployed.cacheControl))
  const headers = Object.fromEntries(
    Object.entries(site.headers).map(([name, value]) => [
      name,
      value.replaceAll(new URL(configuration.tokenEndpoint).origin, new URL(signOn.tokenEndpoint).origin),
    ]),
  )
  const isOfApi = isLikeOneOf(site.apiPaths)
  const rewrite = pathFunction(site.pathFunction)
  const compressed = compressor()
  const root = new URL(signOn.redirectUri)

  const wayOf = ({ contents, contentType }: SiteFile, accepted: string): Way | undefined => {
    if (contents.length < COMPRESSED_FROM || !isText(contentType)) return undefined
    return WAYS.find((way) => accepted.split(/[\s,;]+/).includes(way))
  }
  const fileAnswer = (file: SiteFile, request: IncomingMessage): HttpAnswer => {
    const { 'accept-encoding': accepted, 'if-none-match': known } = request.headers
    const { cacheControl, contents, contentType, etag } = file
    const way = wayOf(file, [accepted].flat().join())
    const always = {
      'cache-control': cacheControl,
      etag: way === undefined ? etag : `W/${etag}`,
      ...(isText(contentType) ? { vary: 'Accept-Encoding' } : {}),
    }
    if (known?.split(/\s*,\s*/).some((one) => one.replace(/^W\//, '') === etag))
      return { status: 304, headers: always, body: Buffer.alloc(0) }
    return {
      status: 200,
      headers: {
        ...always,
        'content-type': contentType,
        ...(way === undefined ? {} : { 'content-encoding': way }),
      },
      body: way === undefined ? contents : compressed(file, way),
    }
  }

  const answer = (request: IncomingMessage, path: string): HttpAnswer => {
    const { method = 'GET', url = '/', headers: asked } = request
    if (method !== 'GET' && method !== 'HEAD') return text(405, 'Method Not Allowed', { allow: 'GET, HEAD' })
    const uri = rewrite(path, method)
    if (uri === PAGE && asked.host !== root.host)
      return text(302, 'Found', { location: `${root.origin}${url}` })
    const key = keyOf(uri)
    if (key === undefined) return text(400, 'Bad Request')
    const file = files.get(key)
    return file === undefined ? text(404, 'Not Found') : fileAnswer(file, request)
  }

  return (request) => {
    const [path = '/'] = (request.url ?? '/').split('?')
    if (!path.startsWith('/') || isOfApi(path)) return undefined
    const answered = answer(request, path)
    return { ...answered, headers: { ...answered.headers, ...headers } }
  }
}
