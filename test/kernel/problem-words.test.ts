import { describe, expect, it } from 'vitest'
import { defect } from '../../functions/edge/problem-details.ts'
import { httpOperations } from '../../shared/contract/contract.ts'
import { problemsOf } from '../../shared/declaration/implied-problems.ts'
import * as kernelProblems from '../../shared/kernel/problems.ts'
import { ptBR } from '../../shared/words/problems/pt-BR.ts'
import { th } from '../../shared/words/problems/th.ts'
import { faultsOf, misnamed } from '../support/catalogue-faults.ts'

const said = [
  ...new Set([...httpOperations.flatMap(problemsOf), ...Object.values(kernelProblems)]),
  { code: 'defect', ...defect },
]
const english = Object.fromEntries(
  said.flatMap(({ code, title, advice }) => [
    [`${code}.title`, title],
    [`${code}.advice`, advice],
  ]),
)

describe('the words of refusals', () => {
  it('are those of every refusal of the contract and the kernel', () => {
    expect(said.length).toBeGreaterThan(30)
    for (const words of [th, ptBR]) expect(Object.keys(words).sort()).toEqual(Object.keys(english).sort())
  })

  it.each([
    ['th', th],
    ['pt-BR', ptBR],
  ] as const)('%s says all of them in its own words, by the one name of each thing', (language, words) => {
    expect(faultsOf(language, words, english, { enumerations: {} })).toEqual([])
    expect(misnamed(language, words, english)).toEqual([])
  })

  it.each([
    ['th', th, /\p{Script=Thai}/u],
    ['pt-BR', ptBR, /^[\p{Script=Latin}\p{P}\d\s]+$/u],
  ] as const)('%s is written in its script', (_language, words, script) => {
    for (const [key, text] of Object.entries(words)) expect(text, key).toMatch(script)
  })
})
