import { hash } from 'node:crypto'
import { readFileSync, readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import type { Upload } from './declared-site.ts'

/** A file as a bucket has it. */
export interface SiteFile {
  readonly contents: Buffer
  readonly contentType: string
  readonly cacheControl: string
  readonly etag: string
}

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.woff2': 'font/woff2',
}

const TEXT = /^text\/|json$|svg/

/** Whether a file of this type becomes smaller when it is compressed. */
export const isText = (contentType: string): boolean => TEXT.test(contentType)

/** A file with these contents. */
export const siteFile = (name: string, contents: Buffer, cacheControl: string): SiteFile => ({
  contents,
  contentType: CONTENT_TYPES[extname(name)] ?? 'application/octet-stream',
  cacheControl,
  etag: `"${hash('md5', contents)}"`,
})

const withReplaced = (name: string, contents: Buffer, { replaced }: Upload): Buffer => {
  if (!isText(CONTENT_TYPES[extname(name)] ?? '')) return contents
  let text = contents.toString('utf8')
  for (const [marker, value] of Object.entries(replaced)) text = text.replaceAll(marker, value)
  return Buffer.from(text)
}

const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))

/** All files of a bucket after its uploads, by key. */
export const siteFiles = (uploads: readonly Upload[]): Map<string, SiteFile> =>
  new Map(
    uploads.flatMap((upload) =>
      upload.folders.flatMap((folder) =>
        filesIn(folder).map((name): [string, SiteFile] => {
          const contents = withReplaced(name, readFileSync(join(folder, name)), upload)
          const key = `${upload.prefix}${name.replaceAll(sep, '/')}`
          return [key, siteFile(key, contents, upload.cacheControl)]
        }),
      ),
    ),
  )
