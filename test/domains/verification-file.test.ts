import { describe, expect, it } from 'vitest'
import { diagnoseFile, type Fetched } from '../../shared/domains/verification-file.ts'
import { verificationRecord } from '../../shared/domains/verification.ts'

const code = '7'.repeat(39)
const record = verificationRecord('example.co.th', code, 'HTML')
const http = 'http://example.co.th/zohoverify/verifyforzoho.html'
const https = http.replace('http:', 'https:')
const address = '8.8.8.8'
const file = (body: string, url = http, isWhole = true): Fetched => ({
  known: true,
  url,
  address,
  status: 200,
  body,
  isWhole,
})
const status = (given: number, url = http): Fetched => ({
  known: true,
  url,
  address,
  status: given,
  body: '',
  isWhole: true,
})
const redirect = (location: string): Fetched => ({
  known: true,
  url: http,
  address,
  status: 301,
  body: '',
  isWhole: true,
  location,
})
const failed = (url = http): Fetched => ({ known: false, url, address, reason: 'No answer.' })
const judge = (...answers: Fetched[]) => diagnoseFile(record, answers, ['192.0.2.53'])

describe('R20 the file that proves a domain', () => {
  it('stands at a fixed path and holds the code alone', () =>
    expect(record).toEqual({
      method: 'HTML',
      host: '/zohoverify/verifyforzoho.html',
      name: http,
      value: code,
    }))
})

describe('R21 what the web server answered', () => {
  it.each([
    ['the code', code],
    ['the code in a line', `${code}\r\n`],
    ['the code behind a byte order mark', `\uFEFF${code}`],
  ])('verifies: %s', (_what, body) =>
    expect(judge(file(body))).toMatchObject({
      result: 'verified',
      asked: { name: http, type: 'HTML', servers: ['192.0.2.53'], address },
      expected: code,
      retryAfterSeconds: 0,
    }),
  )
  it.each([
    ['another code', file('8'.repeat(39)), /something else/],
    ['the code and more', file(`<p>${code}</p>`), /something else/],
    ['nothing', file(''), /something else/],
    ['the code, but too much of it', file(code, http, false), /something else/],
    ['no such file', status(404), /no such file/],
    ['a file that is gone', status(410), /no such file/],
    ...[301, 302, 303, 307, 308].map((given): [string, Fetched, RegExp] => [
      `a redirect, ${given}`,
      status(given),
      /redirect/,
    ]),
  ])('is absent with advice: %s', (_what, answer, advice) =>
    expect(judge(answer)).toMatchObject({
      result: 'absent',
      advice: expect.stringMatching(advice),
      retryAfterSeconds: 60,
    }),
  )
  it('shows what was found, a long file by its beginning', () => {
    expect(judge(status(404)).found).toEqual(['HTTP 404'])
    expect(judge(file('x'.repeat(5_000))).found).toEqual(['x'.repeat(300)])
  })
  it.each([
    ['no answer', [failed(), failed(https)], 'No answer.'],
    ['nothing asked', [], 'The web server of the domain failed to answer.'],
  ])('is unknown, never absent: %s', (_what, answers, reason) =>
    expect(judge(...answers)).toMatchObject({ result: 'unknown', reason, retryAfterSeconds: 300 }),
  )
  it('is unknown for every status that is not about the file, and names it', () => {
    const aboutTheFile = [200, 301, 302, 303, 307, 308, 404, 410]
    const statuses = Array.from({ length: 800 }, (_, index) => 200 + index)
    for (const given of statuses.filter((one) => !aboutTheFile.includes(one)))
      expect(judge(status(given), failed(https))).toMatchObject({
        result: 'unknown',
        found: [`HTTP ${given}`],
        reason: expect.stringContaining(`HTTP ${given}`),
      })
  })
  it('tells why https fails where http leads there', () => {
    const expired: Fetched = { known: false, url: https, address, reason: 'The certificate has expired.' }
    expect(judge(redirect(https), expired)).toMatchObject({
      result: 'unknown',
      asked: { name: https },
      reason: 'The certificate has expired.',
    })
    expect(judge(redirect('https://www.example.co.th/'), expired)).toMatchObject({
      result: 'absent',
      advice: expect.stringMatching(/redirect/),
    })
    expect(judge(redirect(https), status(404, https))).toMatchObject({ result: 'absent' })
    expect(judge(redirect(https), file(code, https))).toMatchObject({ result: 'verified' })
  })
  it.each([200, 201, 304, 404, 410])(
    'lets an answer that is no redirect count where https fails, whatever Location it names: %i',
    (given) => {
      const located: Fetched = {
        known: true,
        url: http,
        address,
        status: given,
        body: code,
        isWhole: true,
        location: https,
      }
      expect(judge(located, failed(https))).toMatchObject({
        result: given === 200 ? 'verified' : given < 400 ? 'unknown' : 'absent',
        asked: { name: http },
        found: [given === 200 ? code : `HTTP ${given}`],
      })
    },
  )
  it('cuts what it shows between characters', () =>
    expect(judge(file(`${'x'.repeat(299)}\u{1F600}`)).found).toEqual([`${'x'.repeat(299)}\uFFFD`]))
  it('counts the better answer of http and https', () => {
    expect(judge(failed(), file(code, https))).toMatchObject({ result: 'verified', asked: { name: https } })
    expect(judge(file(code), status(404, https))).toMatchObject({ result: 'verified', asked: { name: http } })
    expect(judge(status(301), file('other', https))).toMatchObject({ result: 'absent', found: ['other'] })
    expect(judge(status(404), failed(https))).toMatchObject({ result: 'absent', asked: { name: http } })
  })
})
