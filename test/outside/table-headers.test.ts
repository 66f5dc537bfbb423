import type { IncomingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { sendJson, serveHttp, type HttpServer } from '../../local/loopback.ts'
import { getMe } from '../../shared/people/contract.ts'
import { expireTrials } from '../../shared/trials/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { run } from '../support/describe/run.ts'
import { SETTINGS } from '../support/table/settings.ts'

const TRACE = 'Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1'
const FOR_EVENTS_ALONE = ['user-agent', 'x-amz-user-agent', 'x-amzn-trace-id']

describe('the requests to the table (ADR 34)', () => {
  const requests: IncomingHttpHeaders[] = []
  let emptyTable: HttpServer
  beforeAll(async () => {
    emptyTable = await serveHttp(0, ({ headers }, response) => {
      requests.push(headers)
      sendJson(response, 200, {})
    })
    for (const [name, value] of Object.entries({
      ...SETTINGS,
      TABLE_NAME: 'table',
      AWS_ENDPOINT_URL_DYNAMODB: emptyTable.url,
      AWS_LAMBDA_FUNCTION_NAME: 'function',
      _X_AMZN_TRACE_ID: TRACE,
    }))
      vi.stubEnv(name, value)
  })
  afterAll(async () => {
    vi.unstubAllEnvs()
    await emptyTable.stop()
  })
  // Each function has modules of its own, as each has a bundle of its own.
  beforeEach(() => {
    vi.resetModules()
    vi.spyOn(console, 'log').mockReturnValue(undefined)
    requests.length = 0
  })

  it('of a function over HTTP name neither the SDK nor a trace', async () => {
    const { handler } = await import('../../functions/people/get-me.ts')
    await call(getMe, handler, arrange.somebody(), {})
    const sent = requests.flatMap((headers) => Object.keys(headers))
    expect(sent).toContain('authorization')
    expect(sent.filter((name) => FOR_EVENTS_ALONE.includes(name))).toEqual([])
  })

  it('of a function that an event calls name both, so that a loop of events can be found', async () => {
    const { handler } = await import('../../functions/trials/expire-trials.ts')
    await run(handler)
    expect(expireTrials.declaration.on.kind).toBe('schedule')
    expect(requests.length).toBeGreaterThan(0)
    for (const headers of requests) {
      expect(headers['x-amzn-trace-id']).toBe(TRACE)
      expect(headers['user-agent']).toContain('aws-sdk-js')
      expect(headers['x-amz-user-agent']).toContain('aws-sdk-js')
    }
  })
})
