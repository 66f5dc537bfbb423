import { describe, expect, it } from 'vitest'
import { EventPattern, fitsPattern } from '../../local/cloud/event-pattern.ts'

const pattern = EventPattern.parse({
  source: ['aws.ses', 'aws.s3'],
  detail: { key: { S: [{ prefix: 'OUTBOX#' }] }, tags: { set: ['ours'] } },
})
const event = (detail: object, source = 'aws.ses') => ({ source, account: '1', detail })

describe('an event pattern', () => {
  it.each([
    ['one of the values', event({ key: { S: 'OUTBOX#1' }, tags: { set: 'ours' } }, 'aws.s3'), true],
    ['one of the values of a list', event({ key: { S: 'OUTBOX#1' }, tags: { set: ['x', 'ours'] } }), true],
    ['another value', event({ key: { S: 'OUTBOX#1' }, tags: { set: 'ours' } }, 'aws.sns'), false],
    ['another prefix', event({ key: { S: 'AUDIT#OUTBOX#' }, tags: { set: 'ours' } }), false],
    ['a number where a prefix is asked for', event({ key: { S: 1 }, tags: { set: 'ours' } }), false],
    ['a member that is not there', event({ key: { S: 'OUTBOX#1' } }), false],
    ['an event that is no object', 'aws.ses', false],
  ])('takes %s: %#', (_what, given, fits) => {
    expect(fitsPattern(pattern, given)).toBe(fits)
  })

  it.each([
    { source: [{ suffix: 'x' }] },
    { source: [{ exists: true }] },
    { $or: [{ source: ['x'] }] },
    { n: [1] },
  ])('is refused where it tests what the laptop does not know: %j', (unknown) => {
    expect(EventPattern.safeParse(unknown).success).toBe(false)
  })
})
