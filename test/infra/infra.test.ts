import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { describeAlarms } from './alarms.ts'
import { describeFunctions } from './functions.ts'
import { describePartitions } from './partitions.ts'
import { describePermissions } from './permissions.ts'
import { describeRoutes } from './routes.ts'
import { describeSignIn } from './sign-in.ts'
import { leadingKeys, readable, type Statement } from './statements.ts'
import { functionsOf, stage, STAGES, synthesizeStages } from './synthesized.ts'
import { describeTable } from './table.ts'
import { describeTemplates } from './templates.ts'
import { describeUnattended } from './unattended.ts'

const GOLDEN = join(import.meta.dirname, 'infra.iam.json')
const UPDATING = process.env['UPDATE_GOLDEN'] !== undefined

synthesizeStages()

describe.each(STAGES)('stage %s', (name) => {
  describe('functions', () => describeFunctions(name))
  describe('permissions', () => describePermissions(name))
  describe('partitions of an organisation', () => describePartitions(name))
  describe('routes', () => describeRoutes(name))
  describe('sign-in', () => describeSignIn(name))
  describe('table', () => describeTable(name))
  describe('unattended work', () => describeUnattended(name))
  describe('alarms', () => describeAlarms(name))
  describe('templates', () => describeTemplates(name))
})

describe('the stages', () => {
  it('have the permissions that were last looked at (npm run accept renews them)', () => {
    const permissions = Object.fromEntries(
      [...functionsOf('dev')]
        .toSorted(([a], [b]) => a.localeCompare(b))
        .map(([operation, { statements }]) => [operation, statements.map(readable).toSorted()]),
    )
    const text = `${JSON.stringify(permissions, undefined, 2)}\n`
    if (UPDATING) writeFileSync(GOLDEN, text)
    expect(text, 'npm run accept renews test/infra/infra.iam.json').toBe(readFileSync(GOLDEN, 'utf8'))
  })

  it('differ by the programme clock alone', () => {
    const withoutClock = (statement: Statement): string[] => {
      const keys = leadingKeys(statement)
      const rest = keys.filter((key) => key !== 'CLOCK')
      return keys.length > 0 && rest.length === 0 ? [] : [readable(statement).replace(/ CLOCK\b/, '')]
    }
    const dev = functionsOf('dev')
    for (const [operation, { statements }] of functionsOf('prod'))
      expect(statements.map(readable), operation).toEqual(
        dev.get(operation)?.statements.flatMap(withoutClock),
      )
    for (const [file, text] of stage('prod').texts) expect(text, file).not.toContain('PROGRAMME_CLOCK')
  })

  it('run the same code', () => {
    const dev = functionsOf('dev')
    for (const [operation, { Code }] of functionsOf('prod'))
      expect(Code.S3Key, operation).toBe(dev.get(operation)?.Code.S3Key)
  })
})
