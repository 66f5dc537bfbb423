import { request as requestHttp, type RequestOptions } from 'node:http'
import { request as requestHttps } from 'node:https'
import { brotliDecompressSync, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib'
import type { Fetched } from '../../shared/domains/verification-file.ts'
import { quoted } from '../../shared/domains/verification.ts'

const MOST_BYTES = 64 * 1_024

const REASONS: Readonly<Record<string, string>> = {
  ABORT_ERR: 'The web server of the domain did not answer in time.',
  ETIMEDOUT: 'The web server of the domain did not answer in time.',
  ECONNREFUSED: 'The web server of the domain refused the connection.',
  ECONNRESET: 'The web server of the domain broke the connection off.',
  EHOSTUNREACH: 'The web server of the domain cannot be reached.',
  ENETUNREACH: 'The web server of the domain cannot be reached.',
  CERT_HAS_EXPIRED: 'The TLS certificate of the web server has expired.',
  CERT_NOT_YET_VALID: 'The TLS certificate of the web server is not valid yet.',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'The TLS certificate of the web server is signed by itself.',
  SELF_SIGNED_CERT_IN_CHAIN:
    'The TLS certificate of the web server is signed by an authority that nobody knows.',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'The TLS certificate of the web server is signed by an authority that nobody knows.',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    'The web server does not send the certificate that signed its TLS certificate.',
  ERR_TLS_CERT_ALTNAME_INVALID: 'The TLS certificate of the web server is for other names.',
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : ''

const reasonOf = (error: unknown): string => {
  const code = codeOf(error)
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_'))
    return `TLS with the web server of the domain failed (${code}).`
  return REASONS[code] ?? `The web server of the domain gave no usable answer${code ? ` (${code})` : ''}.`
}

const ZLIB_METHOD = 8

type Unpack = (bytes: Buffer, limit: { maxOutputLength: number }) => Buffer

/** Some servers send `deflate` without its zlib frame. */
const inflate: Unpack = (bytes, limit) =>
  ((bytes[0] ?? 0) & 0x0f) === ZLIB_METHOD ? inflateSync(bytes, limit) : inflateRawSync(bytes, limit)

/** The content codings of HTTP that are unpacked; the first two mean that nothing is packed. */
const UNPACK: ReadonlyMap<string, readonly Unpack[]> = new Map([
  ['', []],
  ['identity', []],
  ['gzip', [gunzipSync]],
  ['x-gzip', [gunzipSync]],
  ['br', [brotliDecompressSync]],
  ['deflate', [inflate]],
])

/** What unpacks these content codings, in the order in which they were packed; `undefined` if one is not unpacked here. */
const unpackingOf = (encoding: string): readonly Unpack[] | undefined => {
  const steps = encoding.split(',').map((coding) => UNPACK.get(coding.trim().toLowerCase()))
  return steps.every((step) => step !== undefined) ? steps.flat() : undefined
}

type Content =
  Pick<Extract<Fetched, { known: true }>, 'known' | 'body' | 'isWhole'> | { known: false; reason: string }

/** The content of a file of which these bytes were read, all or the first; no more than 64 KB are ever unpacked. */
const contentOf = (bytes: Buffer, isAll: boolean, encoding: string): Content => {
  const tooLong = { known: true as const, body: '', isWhole: false }
  const notUnpacked = (how: string) => ({
    known: false as const,
    reason: `The web server of the domain sent a file that ${how} (Content-Encoding: ${quoted(encoding)}).`,
  })
  const steps = unpackingOf(encoding)
  if (steps === undefined) return notUnpacked('is packed in a way that is not unpacked here')
  if (!isAll && steps.length > 0) return tooLong
  try {
    const file = steps.reduceRight((packed, unpack) => unpack(packed, { maxOutputLength: MOST_BYTES }), bytes)
    return { known: true, body: file.subarray(0, MOST_BYTES).toString('utf8'), isWhole: isAll }
  } catch (error) {
    return codeOf(error) === 'ERR_BUFFER_TOO_LARGE' ? tooLong : notUnpacked('cannot be unpacked')
  }
}

/** Where a file is: the name of the domain, and the one address to ask. */
export interface Place {
  readonly scheme: 'http' | 'https'
  readonly domain: string
  readonly path: string
  readonly address: string
  readonly port: number
}

/** Asks one address, and no other, for the file in the name of the domain; redirects are answers, and no more than 64 KB are read. */
export const fetchAt = (
  { scheme, domain, path, address, port }: Place,
  signal: AbortSignal,
): Promise<Fetched> =>
  new Promise((resolve) => {
    const place = { url: `${scheme}://${domain}${path}`, address }
    const fail = (reason: string): void => resolve({ ...place, known: false, reason })
    const options: RequestOptions & { servername: string } = {
      host: address,
      port,
      path,
      signal,
      agent: false,
      servername: domain,
      headers: {
        host: domain,
        accept: 'text/html, text/plain',
        'accept-encoding': 'identity',
        'user-agent': 'workplace-partner-programme domain verification',
      },
    }
    const request = scheme === 'https' ? requestHttps(options) : requestHttp(options)
    request.on('error', (error) => fail(reasonOf(error)))
    request.on('close', () => fail(reasonOf(undefined)))
    request.on('response', (response) => {
      const status = response.statusCode ?? 0
      const { location, 'content-encoding': encoding = '' } = response.headers
      const chunks: Buffer[] = []
      let size = 0
      const answered = (content: Content): void => {
        const answer = { ...place, status, ...(location === undefined ? {} : { location }) }
        resolve(content.known ? { ...answer, ...content } : { ...place, ...content })
        request.destroy()
      }
      const read = (isAll: boolean): void => answered(contentOf(Buffer.concat(chunks), isAll, encoding))
      if (status !== 200) return answered({ known: true, body: '', isWhole: true })
      response.on('error', (error) => fail(reasonOf(error)))
      response.on('end', () => read(true))
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk)
        size += chunk.length
        if (size > MOST_BYTES) read(false)
      })
    })
    request.end()
  })
