import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'

/** Most packages that functions may stand on, those that they ask for themselves and those behind them. */
const MOST_DIRECT = 11
const MOST_IN_ALL = 45
const LICENCES = ['MIT', 'Apache-2.0', 'BSD-2-Clause', 'BSD-3-Clause', 'ISC', '0BSD']

const Names = z.record(z.string(), z.string()).default({})
const Manifest = z.object({ dependencies: Names, devDependencies: Names, optionalDependencies: Names })
const Locked = z.object({
  version: z.string().optional(),
  license: z.string().optional(),
  dependencies: Names,
  optionalDependencies: Names,
})
const Lock = z.object({ packages: z.record(z.string(), Locked) })

const root = dirname(import.meta.dirname)
const json = (file: string): unknown => JSON.parse(readFileSync(join(root, file), 'utf8'))
const manifest = Manifest.parse(json('package.json'))
const { packages } = Lock.parse(json('package-lock.json'))

/** Where a package finds one that it names: in its own folder, or in one further out. */
const resolved = (from: string, name: string): string => {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')))) {
    const place = folder === '' ? `node_modules/${name}` : `${folder}/node_modules/${name}`
    if (place in packages) return place
    if (folder === '') throw new Error(`The lock file lacks ${name}, which ${from} needs`)
  }
}

const standsOn = (): string[] => {
  const found = new Set<string>()
  const follow = (from: string, names: readonly string[]): void => {
    for (const name of names) {
      const place = resolved(from, name)
      if (found.has(place)) continue
      found.add(place)
      follow(place, Object.keys(packages[place]?.dependencies ?? {}))
    }
  }
  follow('', Object.keys(manifest.dependencies))
  return [...found].toSorted()
}

describe('what functions stand on', () => {
  it('is pinned to exact versions, and locked to the same', () => {
    const { dependencies, devDependencies, optionalDependencies } = manifest
    for (const [name, version] of Object.entries({
      ...dependencies,
      ...devDependencies,
      ...optionalDependencies,
    })) {
      expect(version, name).toMatch(/^\d+\.\d+\.\d+$/)
      expect(packages[`node_modules/${name}`]?.version, name).toBe(version)
    }
    expect(packages['']?.dependencies).toEqual(dependencies)
  })

  it('is little', () => {
    expect(Object.keys(manifest.dependencies).length).toBeLessThanOrEqual(MOST_DIRECT)
    expect(standsOn().length, standsOn().join('\n')).toBeLessThanOrEqual(MOST_IN_ALL)
    expect(standsOn().length).toBeGreaterThan(Object.keys(manifest.dependencies).length)
  })

  it('bears a licence that lets anybody use it', () => {
    for (const place of standsOn()) expect(LICENCES, place).toContain(packages[place]?.license)
  })
})
