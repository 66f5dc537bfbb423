import { expect, it } from 'vitest'
import { operations } from '../../shared/contract/contract.ts'
import { tableGrants } from '../../shared/declaration/grants.ts'
import { isUnattended } from '../../shared/declaration/operation.ts'
import { isOnTable, leadingKeys, permissionsOf, readable } from './statements.ts'
import { functionsOf, operationNamed, stage, type StageName } from './synthesized.ts'

/** What the functions of a stage may do. */
export const describePermissions = (name: StageName): void => {
  it('gives each function the permissions on the table that its declaration implies', () => {
    for (const [operation, { statements }] of functionsOf(name)) {
      const given = statements.filter(isOnTable)
      const implied = tableGrants(operationNamed(operation), { hasClock: name === 'dev' })
      expect(given.map(readable).toSorted(), operation).toEqual(
        implied
          .map(({ action, index, leadingKeys: keys }) =>
            [action.replace('dynamodb:', ''), ...(index ? [index] : []), ...keys.toSorted()].join(' '),
          )
          .toSorted(),
      )
    }
  })

  it('limits every permission on the table by leading keys', () => {
    for (const [operation, { statements }] of functionsOf(name))
      for (const statement of statements.filter(isOnTable))
        expect(leadingKeys(statement).length, `${operation} ${readable(statement)}`).toBeGreaterThan(0)
  })

  it('lets no function rewrite the audit and the logs of organisations', () => {
    for (const [operation, { statements }] of functionsOf(name)) {
      const denied = statements.filter(({ Effect }) => Effect === 'Deny')
      expect(denied, operation).toHaveLength(1)
      expect(denied[0], operation).toMatchObject({
        Action: ['dynamodb:UpdateItem', 'dynamodb:DeleteItem'],
        Condition: { 'ForAnyValue:StringLike': { 'dynamodb:LeadingKeys': ['AUDIT#*', 'LOG#*'] } },
      })
    }
  })

  it('has no wildcard action, no managed policy, and no wildcard resource but for tracing', () => {
    for (const [operation, { statements, ManagedPolicyArns }] of functionsOf(name)) {
      expect(ManagedPolicyArns, operation).toEqual([])
      for (const { Action, Resource } of statements) {
        for (const action of Action) expect(action, operation).not.toContain('*')
        if (Resource.includes('*'))
          expect(Action, operation).toEqual(['xray:PutTraceSegments', 'xray:PutTelemetryRecords'])
      }
    }
    for (const [file, text] of stage(name).texts) expect(text, file).not.toContain('dynamodb:Scan')
  })

  it('lets only functions that need mail send any, only from the sender, and in the sandbox to any verified recipient', () => {
    for (const [operation, { statements }] of functionsOf(name)) {
      const sending = statements.filter(({ Action }) => Action.some((action) => action.startsWith('ses:')))
      const needsMail = operationNamed(operation).declaration.needs?.includes('mail') === true
      expect(sending.length, operation).toBe(needsMail ? 1 : 0)
      for (const { Action, Condition, Resource } of sending) {
        expect(Action).toEqual(['ses:SendEmail'])
        const resources = Resource.map((resource) => JSON.stringify(resource))
        expect(resources).toHaveLength(2)
        expect(resources[0]).toContain(':identity/*"')
        expect(resources[1]).toContain(':configuration-set/"')
        expect(Condition?.['StringEquals']).toHaveProperty('ses:FromAddress')
      }
    }
  })

  it('lets redriveFailedEvent invoke the unattended functions and no other, and nobody else invoke any', () => {
    const unattended = operations.filter(isUnattended).map((operation) => operation.name)
    for (const [operation, { statements }] of functionsOf(name)) {
      const invoking = statements.filter(({ Action }) => Action.includes('lambda:InvokeFunction'))
      if (operation !== 'redriveFailedEvent') expect(invoking, operation).toEqual([])
      else {
        expect(invoking.map(({ Action }) => Action)).toEqual([['lambda:InvokeFunction']])
        const resources = (invoking[0]?.Resource ?? []).map((resource) => JSON.stringify(resource))
        expect(resources).toHaveLength(unattended.length)
        for (const one of unattended) expect(resources.join(), one).toContain(`${one}Function`)
      }
    }
  })

  it('lets the scheduler invoke each one function and set aside what it could not deliver', () => {
    const roles = stage(name)
      .of('AWS::IAM::Role')
      .filter(({ properties }) => JSON.stringify(properties).includes('scheduler.amazonaws.com'))
    expect(roles).toHaveLength(stage(name).of('AWS::Scheduler::Schedule').length)
    for (const { properties } of roles)
      expect(permissionsOf(properties).statements).toMatchObject([
        { Action: ['lambda:InvokeFunction'] },
        { Action: ['sqs:SendMessage'] },
      ])
    // The one policy beside a role is that of the CDK's own function, which another test holds to exact statements.
    expect(stage(name).of('AWS::IAM::Policy')).toMatchObject([
      {
        id: expect.stringMatching(/^CustomCDKBucketDeployment/),
        template: expect.stringContaining('ConsoleFiles'),
      },
    ])
  })
}
