import * as z from 'zod'
import { statusOf } from '../../../functions/edge/problem-details.ts'
import type { ProblemType } from '../../../shared/kernel/problem.ts'
import { issueCodes } from '../../../shared/kernel/issue-codes.ts'
import { problemTypes, httpOperations } from './contract.ts'
import { codes, GENERATED } from './markdown.ts'

const FEW = 8

const detailsOf = ({ details }: ProblemType): string => {
  const { properties = {}, required = [] } = z.toJSONSchema(details(), { io: 'output', reused: 'inline' })
  const names = Object.keys(properties)
  return names.length === 0
    ? 'none'
    : names.map((name) => `\`${name}\`${required.includes(name) ? '' : ' (where known)'}`).join(', ')
}

const whereOf = (names: readonly string[]): string => {
  const others = httpOperations.map(({ name }) => name).filter((name) => !names.includes(name))
  if (names.length <= FEW) return codes(names)
  return others.length <= FEW ? `every HTTP operation but ${codes(others)}` : codes(names)
}

const section = ([type, where]: readonly [ProblemType, readonly string[]]): string => `## ${type.code}

**${type.title}.** ${type.advice}

- Status: ${statusOf[type.kind]} (\`${type.kind}\`)
- Details: ${detailsOf(type)}
- Where: ${whereOf(where)}`

/** The reference of every refusal. */
export const problemsPage = (): string => `${GENERATED}

# Problems

Refusals are problem details (RFC 9457) of the media type \`application/problem+json\`. \`type\` is \`/problems/<code>\` and
stable, \`detail\` says what can be done, \`instance\` is \`urn:request:\` and the id of the request; details are further members.
\`title\` and \`detail\` are in English, Thai or Brazilian Portuguese, as \`Accept-Language\` asks and \`Content-Language\` tells;
the \`detail\` of single members in \`issues\` is for programmers and in English, and their \`code\` for programs.

A request that breaks on our side is answered with 500, \`type\` \`about:blank\` and the request id; its cause is only in the log.
The gateway answers some requests before any operation is reached, with \`{ "message": … }\` and no problem details:
400 (an unreadable request), 401 (no valid access token), 403 (no scope), 404 (no such route), 413 (a body beyond 10 MB),
429 (too many requests), 431 (request line and headers beyond 10,240 bytes), 500 and 503 (a function broke or did not answer in time). The client maps these to codes too.

## Codes of issues

Each of the \`issues\` of [invalid-input](#invalid-input) has a \`pointer\`, a \`detail\` and one of these codes; \`min\`, \`max\`, \`earliest\`, \`latest\` and
\`allowed\` stand beside it where the code leaves them open.

| code | meaning |
| --- | --- |
${Object.entries(issueCodes)
  .map(([code, meaning]) => `| \`${code}\` | ${meaning} |`)
  .join('\n')}

${problemTypes().map(section).join('\n\n')}
`
