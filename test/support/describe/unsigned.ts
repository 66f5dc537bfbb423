import { expect, it } from 'vitest'
import type { Signed } from '../../../shared/declaration/operation.ts'
import type { ProblemKind } from '../../../shared/kernel/problem.ts'
import type { Called, CallOptions } from './call.ts'
import type { AnyAsking, Ask } from './expect-refusal.ts'

interface Refusing {
  readonly signed: Signed
  /** A way in which the operation would be done. */
  readonly scenario: () => Promise<AnyAsking>
  readonly ask: Ask
  readonly refused: (code: string, kind: ProblemKind, ask: () => Promise<Called>) => Promise<Called>
}

const bytesOf = ({ rawBody = '' }: AnyAsking): Buffer =>
  typeof rawBody === 'string' ? Buffer.from(rawBody) : Buffer.from([...rawBody])

/** Tests that an operation takes exactly the bytes that its service has signed, and refuses all else alike. */
export const describeUnsigned = ({ signed, scenario, ask, refused }: Refusing): void => {
  const { header, maxBytes, refusal } = signed
  const name = header.toLowerCase()

  it('refused alike: whatever its service has not signed', async () => {
    const asking = await scenario()
    const text = bytesOf(asking).toString()
    const signature = asking.headers?.[name] ?? ''
    const others: readonly CallOptions[] = [
      { headers: {} },
      { headers: { [name]: '' } },
      { headers: { [name]: 'signed' } },
      { headers: { [name]: signature.slice(0, -1) } },
      { headers: { authorization: signature } },
      { rawBody: `${text} ` },
      { rawBody: `\ufeff${text}` },
      { rawBody: text.slice(0, -1) },
      { rawBody: '' },
      { rawBody: '{"half":' },
      { rawBody: JSON.stringify({ ...JSON.parse(text), id: 'another' }) },
      { rawBody: [...Buffer.from(text, 'utf16le')] },
      { rawBody: [0xff, ...bytesOf(asking)] },
    ]
    const answers: Called[] = []
    for (const other of others)
      answers.push(await refused(refusal.code, refusal.kind, () => ask(asking, other)))
    const said = answers.map(({ body: { instance: _request, ...rest }, headers }) => ({ rest, headers }))
    expect(said).toEqual(said.map(() => said[0]))
  })

  it('refused: body-too-large, before its signature is looked at', async () => {
    const asking = await scenario()
    const text = bytesOf(asking).toString()
    const called = await refused('body-too-large', 'too-large', () =>
      ask(asking, { rawBody: text.padEnd(maxBytes + 1) }),
    )
    expect(called.body['maxBytes']).toBe(maxBytes)
    await refused(refusal.code, refusal.kind, () => ask(asking, { rawBody: text.padEnd(maxBytes) }))
  })

  it('done: with the same bytes in base64, whatever type they are said to be of', async () => {
    const asking = await scenario()
    for (const type of ['application/octet-stream', 'text/plain; charset=utf-16', 'application/json']) {
      const headers = { ...asking.headers, 'content-type': type }
      expect(await ask(asking, { rawBody: [...bytesOf(asking)], headers })).toMatchObject({ status: 200 })
    }
  })
}
