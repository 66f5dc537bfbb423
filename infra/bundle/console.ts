import { once } from 'node:events'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import * as z from 'zod'
import { root } from './function-build.ts'
import { keptBuild } from './kept.ts'

/** The files of ours that the worker read, from the project's folder. */
const Inputs = z.array(z.string())

/** Runs Vite in a thread with an environment of its own, so that the same files are built wherever a template is made. */
const build = async (folder: string): Promise<string[]> => {
  const worker = new Worker(new URL('./console-worker.ts', import.meta.url), {
    workerData: folder,
    env: { NODE_ENV: 'production' },
    execArgv: [],
  })
  const [inputs] = await once(worker, 'message')
  return Inputs.parse(inputs)
}

/** Builds the console, unless all that it was built from is as it was; returns its folder. */
export const buildConsole = async (): Promise<string> => {
  const outdir = join(root, '.build', 'console')
  const files = globSync('console/**/*.*', { cwd: root }).toSorted()
  await keptBuild({ root, outdir, named: files }, async () => ({
    inputs: [...new Set([...files, ...(await build(outdir))])],
    sources: {},
  }))
  return outdir
}
