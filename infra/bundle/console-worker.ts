import { existsSync, globSync, rmSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parentPort, workerData } from 'node:worker_threads'
import { build } from 'vite'
import * as z from 'zod'
import { replaceFile } from './replace-file.ts'

const root = join(import.meta.dirname, '..', '..')
const folder = z.string().parse(workerData)
const config = 'console/vite.config.ts'
const inputs = new Set([config])

/** Whether a module is a file of ours: neither one of a package nor one that Vite makes up, whose name begins with a null byte. */
const isOwn = (id: string): boolean =>
  id.startsWith(join(root, '/')) && !id.startsWith(join(root, 'node_modules')) && existsSync(id)

const built = await build({
  configFile: join(root, config),
  configLoader: 'native',
  publicDir: false,
  build: { write: false },
  plugins: [
    {
      name: 'inputs',
      buildEnd() {
        const files = [...this.getModuleIds()].map((id) => id.replace(/[?#].*$/, ''))
        for (const file of files.filter(isOwn)) inputs.add(relative(root, file))
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

parentPort?.postMessage([...inputs].toSorted())
