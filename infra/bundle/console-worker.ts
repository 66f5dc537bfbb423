import { globSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { build } from 'vite'
import * as z from 'zod'
import { replaceFile } from './replace-file.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = z.string().parse(workerData)
const config = 'console/vite.config.ts'
const inputs = new Set([config])

const isOwn = (path: string): boolean =>
  !path.startsWith('..') &&
  !path.startsWith('node_modules') &&
  statSync(join(root, path), { throwIfNoEntry: false })?.isFile() === true

const built = await build({
  configFile: join(root, config),
  configLoader: 'native',
  publicDir: false,
  build: { write: false },
  plugins: [
    {
      name: 'inputs',
      buildEnd() {
        for (const id of this.getModuleIds())
          if (!id.startsWith('\0')) inputs.add(relative(root, id.replace(/[?#].*$/, '')))
      },
    },
  ],
})
if (!('output' in built)) throw new Error('Vite has not built the console once')
const files = new Map(
  built.output.map((file) => [file.fileName, Buffer.from(file.type === 'chunk' ? file.code : file.source)]),
)
for (const [file, contents] of files) replaceFile(join(folder, file), contents)
for (const file of globSync('**/*', { cwd: folder }))
  if (!files.has(file) && statSync(join(folder, file)).isFile()) rmSync(join(folder, file), { force: true })

parentPort?.postMessage([...inputs].filter(isOwn).toSorted())
