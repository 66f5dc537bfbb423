import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { bundleFunctions } from '../../infra/bundle.ts'
import { contract, operations } from '../../shared/contract/contract.ts'
import { isHttp } from '../../shared/declaration/operation.ts'
import { ptBR } from '../../shared/words/problems/pt-BR.ts'
import { ptBR as mails } from '../../shared/words/mails/pt-BR.ts'

const functions = join(import.meta.dirname, '..', '..', '.build', 'functions')
const REFUSALS = ['problems-th', 'problems-pt-BR']
const MAILS = ['mails-th', 'mails-pt-BR']
const SAID = [ptBR['defect.title'], mails['application-approved.subject']]

describe('the languages of a bundle', () => {
  beforeAll(async () => {
    await bundleFunctions(contract)
  }, 60_000)

  it.each(operations.map((operation) => [operation.name, operation] as const))(
    '%s has those that it needs beside its code, and none in it',
    (name, operation) => {
      const folder = join(functions, name)
      const sendsMail = operation.declaration.needs?.includes('mail') ?? false
      const needed = [...(isHttp(operation) ? REFUSALS : []), ...(sendsMail ? MAILS : [])]
      expect([...REFUSALS, ...MAILS].filter((file) => existsSync(join(folder, `${file}.js`)))).toEqual(needed)
      const code = readFileSync(join(folder, 'index.js'), 'utf8')
      expect(SAID.filter((said) => code.includes(said))).toEqual([])
      const load = createRequire(join(folder, 'index.js'))
      for (const file of needed)
        expect(Object.keys(load(`./${file}.js`))).toEqual([file.endsWith('th') ? 'th' : 'ptBR'])
    },
  )
})
