import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { granted, grant, revoke, type Access } from '../../shared/access/access.ts'
import { accessRecord } from '../../shared/access/records.ts'
import {
  approve,
  review,
  submit,
  TERMS_VERSION,
  undecided,
  withdraw,
} from '../../shared/applications/application.ts'
import { applicationRecord } from '../../shared/applications/records.ts'
import { add, type Customer } from '../../shared/customers/customer.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { ApplicationId, CustomerId, PartnerId } from '../../shared/kernel/id.ts'
import { Problem } from '../../shared/kernel/problem.ts'
import { Instant, plusDays, plusMillis, toMillis } from '../../shared/kernel/time.ts'
import { commitChanges } from '../../shared/table/commit.ts'
import { reader } from '../../shared/table/reader.ts'
import type { Change } from '../../shared/table/record.ts'
import { trialEndDueRecord } from '../../shared/trials/records.ts'
import { extend, isEndUnrecorded, recordEnd, start } from '../../shared/trials/trial.ts'
import { form } from '../support/arrange.ts'
import { expectWholeChains } from '../support/table/audit-chains.ts'
import { FIRST_SEED } from '../support/faults/histories.ts'
import { memoryTable } from '../support/table/memory-table.ts'

/** How many histories the pure rules are run through: 2,000 with the tests, 100,000 with the proof. */
const numRuns = process.env['PROOF'] ? 100_000 : 2_000

const START = Instant.parse('2026-01-01T00:00:00.000Z')
const customerId = CustomerId.parse(`cus_${'1'.repeat(26)}`)
const partnerId = PartnerId.parse(`ptr_${'1'.repeat(26)}`)
const applicationId = ApplicationId.parse(`app_${'1'.repeat(26)}`)
const email = EmailAddress.parse('applicant@people.example.com')
const END = plusDays(START, 15)
const DAY = 86_400_000

const ACTS = ['extend', 'expire', 'revoke', 'grant', 'rename', 'approve', 'withdraw'] as const
type Act = (typeof ACTS)[number]

/** What one act decides on what it read: as the operations do, the rules and the guards they hold. */
const world = (table: ReturnType<typeof memoryTable>) => {
  let serial = 0
  const commit = (at: Instant, changes: Change[]): Promise<boolean> =>
    commitChanges(table, changes, {
      at,
      actor: { kind: 'function', name: 'model' },
      commitId: `commit-${(serial += 1)}`,
      salt: 'salt',
    })
  const { find, findAll } = reader(table)
  const onCustomer = async (
    at: Instant,
    decide: (customer: Customer, access: Access) => [Customer, `${string}.${string}`] | undefined,
  ) => {
    const [customer] = await findAll(customerRecord, [{ customerId }])
    const access = await find(accessRecord, { customerId })
    if (!customer || !access) throw new Error('The customer is missing')
    const decided = decide(customer, access)
    if (!decided) return false
    const [next, action] = decided
    const trial = next.trial
    return commit(at, [
      customerRecord.replace(customer, next, { action }),
      ...(action === 'trial.ended'
        ? [trialEndDueRecord.remove({ id: customerId })]
        : [accessRecord.unchanged(access)]),
      ...(action === 'trial.extended' && trial
        ? [trialEndDueRecord.put({ id: customerId, dueAt: trial.endsAt })]
        : []),
    ])
  }
  const onAccess = async (at: Instant, act: 'revoke' | 'grant') => {
    const access = await find(accessRecord, { customerId })
    if (!access) throw new Error('The access is missing')
    const next = act === 'revoke' ? revoke(access, at) : grant(access, at)
    return commit(at, [accessRecord.replace(access, next, { action: `access.${act}d` })])
  }
  const onApplication = async (at: Instant, act: 'approve' | 'withdraw') => {
    const application = await find(applicationRecord, { applicationId })
    if (!application) throw new Error('The application is missing')
    const reviewer = EmailAddress.parse('reviewer@people.example.com')
    const next =
      act === 'approve'
        ? approve(review(application, reviewer), partnerId, at)
        : withdraw(undecided(application), at)
    return commit(at, [applicationRecord.replace(application, next, { action: `application.${act}d` })])
  }
  const isGranted = ({ status }: Access) => status === 'granted'
  const acts: Record<Act, (at: Instant) => Promise<boolean>> = {
    extend: (at) =>
      onCustomer(at, (customer, access) =>
        isGranted(access)
          ? [{ ...customer, trial: extend(customer.trial, at) }, 'trial.extended']
          : undefined,
      ),
    expire: (at) =>
      onCustomer(at, (customer) =>
        isEndUnrecorded(customer.trial, at)
          ? [{ ...customer, trial: recordEnd(customer.trial, at) }, 'trial.ended']
          : undefined,
      ),
    rename: (at) =>
      onCustomer(at, (customer, access) =>
        isGranted(access)
          ? [{ ...customer, organizationName: `Since ${at}` }, 'customer.renamed']
          : undefined,
      ),
    revoke: (at) => onAccess(at, 'revoke'),
    grant: (at) => onAccess(at, 'grant'),
    approve: (at) => onApplication(at, 'approve'),
    withdraw: (at) => onApplication(at, 'withdraw'),
  }
  const arranged = async () => {
    const trial = start({ plan: 'standard', licences: 5 }, START)
    const superAdmin = {
      firstName: 'Malee',
      lastName: 'Srisuk',
      email: EmailAddress.parse('admin@people.example.com'),
    }
    const customer = add(
      {
        customerId,
        partnerId,
        domain: 'model.co.th',
        organizationName: 'Model',
        country: 'TH',
        language: 'en',
        superAdmin,
        code: '1'.repeat(39),
        trial,
      },
      START,
    )
    const application = submit(
      { ...form(), applicationId, applicant: email, acceptedTerms: TERMS_VERSION },
      START,
    )
    await commit(START, [
      customerRecord.create(customer, { action: 'customer.added' }),
      accessRecord.create(granted(customerId, partnerId, START), { action: 'access.granted' }),
      applicationRecord.create(application, { action: 'application.submitted' }),
      trialEndDueRecord.put({ id: customerId, dueAt: trial.endsAt }),
    ])
  }
  /** Acts until it commits, refuses or gives up; `false` where nothing was changed. */
  const perform = async (act: Act, at: Instant): Promise<boolean> => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        if (await acts[act](at)) return true
      } catch (thrown) {
        if (thrown instanceof Problem) return false
        throw thrown
      }
    }
    return false
  }
  return { arranged, perform, find }
}

const step = fc.record({
  act: fc.constantFrom(...ACTS),
  // Around the half-open edge of the trial's end, by clocks that are up to two seconds apart.
  atMs: fc.oneof(fc.constantFrom(-1, 0, 1), fc.integer({ min: -2_000, max: 2_000 })),
})

describe('the rules under every order of reads and commits', () => {
  it(`R31 R60 R5 R7 keep their promises (${numRuns} histories from SEED=${FIRST_SEED})`, async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.scheduler(),
        fc.array(step, { minLength: 2, maxLength: 8 }),
        async (scheduler, steps) => {
          let isRunning = false
          const table = memoryTable({
            step: () => (isRunning ? scheduler.schedule(Promise.resolve()) : Promise.resolve()),
          })
          const { arranged, perform, find } = world(table)
          await arranged()
          isRunning = true
          const done: Act[] = []
          const works = steps.map(async ({ act, atMs }) => {
            if (await perform(act, plusMillis(END, atMs))) done.push(act)
          })
          await scheduler.waitFor(Promise.all(works))
          isRunning = false

          const items = table.items()
          expectWholeChains(items)
          const count = (act: Act) => done.filter((other) => other === act).length
          expect(count('approve') + count('withdraw')).toBeLessThanOrEqual(1)
          expect(count('expire')).toBeLessThanOrEqual(1)
          const trial = (await find(customerRecord, { customerId }))?.trial
          if (!trial) throw new Error('The trial is gone')
          const days = (toMillis(trial.endsAt) - toMillis(trial.startsAt)) / DAY
          expect(days).toBe(15 + 15 * count('extend'))
          expect(days).toBeLessThanOrEqual(60)
          const due = await find(trialEndDueRecord, { id: customerId })
          expect(due?.dueAt).toBe(trial.endRecordedAt ? undefined : trial.endsAt)
          const access = await find(accessRecord, { customerId })
          expect(access?.status).toBe(count('revoke') > count('grant') ? 'revoked' : 'granted')
          // Nothing of the partner commits while the access is revoked: in the order of commits, which `done` is.
          let isRevoked = false
          for (const act of done) {
            if (act === 'revoke') isRevoked = true
            else if (act === 'grant') isRevoked = false
            else if (act === 'extend' || act === 'rename')
              expect({ act, isRevoked }).toEqual({ act, isRevoked: false })
          }
        },
      ),
      { numRuns, seed: FIRST_SEED },
    )
  }, 3_600_000)
})
