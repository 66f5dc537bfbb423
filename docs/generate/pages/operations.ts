import { problemsOf } from '../../../shared/declaration/implied-problems.ts'
import { isHttp, type Operation } from '../../../shared/declaration/operation.ts'
import { areas, callersOf, triggerOf, httpOperations } from './contract.ts'
import { codes, GENERATED, table } from './markdown.ts'

const onEveryCall = (): Set<string> => {
  const [first = [], ...others] = httpOperations
    .filter(({ declaration }) => declaration.allow !== 'public')
    .map((operation) => problemsOf(operation).map(({ code }) => code))
  return new Set(first.filter((code) => others.every((codesOfOne) => codesOfOne.includes(code))))
}

const facts = (operation: Operation, everywhere: ReadonlySet<string>): string[] => {
  const { rules = [], mails = [], needs = [], onlyWithClock } = operation.declaration
  const http = isHttp(operation) ? operation.declaration : undefined
  const headers = [
    ...(http?.idempotencyKey ? [`Idempotency-Key (${http.idempotencyKey})`] : []),
    ...(http?.ifMatch ? [`If-Match (the ${http.ifMatch})`] : []),
  ]
  const problems = isHttp(operation) ? problemsOf(operation).filter(({ code }) => !everywhere.has(code)) : []
  return [
    `${http ? 'Route' : 'Runs on'}: \`${triggerOf(operation)}\``,
    ...(http ? [`Caller: ${callersOf(http)}`] : []),
    ...(http?.surface ? [`Surface: ${http.surface}`] : []),
    ...(http?.keptAfterRevocation ? ['Stays open after the access is revoked'] : []),
    ...(onlyWithClock ? ['Only in stages with a programme clock'] : []),
    ...(headers.length > 0 ? [`Headers: ${headers.join(', ')}`] : []),
    ...(rules.length > 0 ? [`Rules: ${rules.join(', ')}`] : []),
    ...(mails.length > 0 ? [`Mails: ${codes(mails)}`] : []),
    ...(needs.length > 0 ? [`Needs: ${needs.join(', ')}`] : []),
    ...(problems.length > 0
      ? [`Problems: ${problems.map(({ code }) => `[${code}](problems.md#${code})`).join(', ')}`]
      : []),
  ].map((fact) => `- ${fact}`)
}

const section = (operation: Operation, everywhere: ReadonlySet<string>): string =>
  [
    `### ${operation.name}`,
    `${operation.declaration.summary}.`,
    facts(operation, everywhere).join('\n'),
  ].join('\n\n')

/** The reference of every operation, by area. */
export const operationsPage = (): string => {
  const everywhere = onEveryCall()
  const rows = areas.flatMap(([area, operations]) =>
    operations.map((operation) => [
      area,
      `[${operation.name}](#${operation.name.toLowerCase()})`,
      `\`${triggerOf(operation)}\``,
      isHttp(operation) ? callersOf(operation.declaration) : '–',
    ]),
  )
  const sections = areas.map(([area, operations]) =>
    [`## ${area}`, ...operations.map((operation) => section(operation, everywhere))].join('\n\n'),
  )
  return `${GENERATED}

# Operations

Inputs and outputs are in [openapi.json](openapi.json), the rules in [programme.md](programme.md).
Every operation but the public ones may also answer with ${[...everywhere].map((code) => `[${code}](problems.md#${code})`).join(', ')}.

${table(['area', 'operation', 'route or trigger', 'caller'], rows)}

${sections.join('\n\n')}
`
}
