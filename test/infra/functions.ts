import { expect, it } from 'vitest'
import { operations } from '../../shared/contract/contract.ts'
import { isHttp } from '../../shared/declaration/operation.ts'
import { functionsOf, inStage, operationNamed, stage, type StageName } from './synthesized.ts'

/** What runs the operations of a stage. */
export const describeFunctions = (name: StageName): void => {
  it('has one function for each operation of the stage', () => {
    expect([...functionsOf(name).keys()].toSorted()).toEqual(
      operations
        .filter(inStage(name))
        .map((operation) => operation.name)
        .toSorted(),
    )
  })

  it('runs functions on Node 24 and arm64, traced, with time limits and logs that end; those over HTTP primed, and with more memory', () => {
    for (const [operation, { template, ...made }] of functionsOf(name)) {
      expect(made, operation).toMatchObject({
        Runtime: 'nodejs24.x',
        Architectures: ['arm64'],
        ...(isHttp(operationNamed(operation))
          ? { Handler: 'primed.handler', MemorySize: 1_024 }
          : { Handler: 'index.handler', MemorySize: 512 }),
        TracingConfig: { Mode: 'Active' },
      })
      expect(made.Description.length, operation).toBeLessThanOrEqual(256)
      if (isHttp(operationNamed(operation))) expect(made.Timeout, operation).toBe(15)
      const logs = stage(name).resources.find(
        (some) => some.template === template && some.id === made.LoggingConfig.LogGroup,
      )
      expect(logs?.properties['RetentionInDays'], operation).toBe(name === 'dev' ? 14 : 365)
    }
  })

  it('gives functions the environment they need and no more', () => {
    const always = ['OPERATION', 'STAGE', 'TABLE_NAME']
    for (const [operation, { Environment }] of functionsOf(name)) {
      const { needs = [] } = operationNamed(operation).declaration
      const variables = Object.keys(Environment.Variables)
      expect(variables, operation).toEqual(expect.arrayContaining(always))
      expect(variables.includes('PROGRAMME_CLOCK'), operation).toBe(name === 'dev')
      expect(variables.includes('CURSOR_KEY'), operation).toBe(needs.includes('cursors'))
      expect(variables.includes('CONSOLE_URL'), operation).toBe(needs.includes('console-page'))
      expect(variables.includes('RECOVERY_URL'), operation).toBe(needs.includes('recovery-page'))
      // R23: nothing but tests may stand in for the world's web servers.
      expect(variables, operation).not.toContain('LOOPBACK_WEB_PORTS')
      expect(variables.includes('PAYMENT_KEY'), operation).toBe(needs.includes('payments'))
      expect(variables.includes('PAYMENT_EVENT_SECRETS'), operation).toBe(needs.includes('payment-events'))
      expect(variables, operation).not.toContain('PAYMENT_ADDRESS')
      for (const variable of ['MAIL_SENDER', 'MAIL_CONFIGURATION_SET'])
        expect(variables.includes(variable), operation).toBe(needs.includes('mail'))
      expect(variables.includes('STORE_URL'), operation).toBe(
        needs.includes('mail') || needs.includes('store-page'),
      )
    }
  })
}
