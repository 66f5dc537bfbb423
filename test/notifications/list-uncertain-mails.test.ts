import { expect } from 'vitest'
import { handler } from '../../functions/notifications/list-uncertain-mails.ts'
import { world } from '../../functions/outside/world.ts'
import { fromMillis } from '../../shared/kernel/time.ts'
import { listUncertainMails } from '../../shared/notifications/contract.ts'
import { failed, uncertain } from '../../shared/notifications/outbox.ts'
import { outboxEntryRecord } from '../../shared/notifications/records.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { enqueueWelcome, entryOf } from '../support/outbox.ts'

describeOperation(listUncertainMails, handler, {
  done: {
    title: 'R7 lists what may have been sent, longest waiting first, and apart from it what was refused',
    arrange: async () => {
      const to = arrange.somebody()
      const at = (second: number) => fromMillis(world.realMs() + second * 1_000)
      const [first, second, refused] = [
        await enqueueWelcome(to),
        await enqueueWelcome(to),
        await enqueueWelcome(to),
        await enqueueWelcome(to),
      ]
      await arrange.commit(
        outboxEntryRecord.put(uncertain(await entryOf(second), at(1), 'TimeoutError')),
        outboxEntryRecord.put(uncertain(await entryOf(first), at(2), 'AttemptDied')),
        outboxEntryRecord.put(failed(await entryOf(refused), at(3), 'MessageRejected')),
      )
      return { as: await arrange.staff('support'), input: {}, to, first, second, refused }
    },
    then: async ({ items }, { as, to, first, second, refused }) => {
      const own = items.filter((item) => item.to === to.email)
      expect(own).toMatchObject([
        { mailId: second, mail: 'application-approved', state: 'uncertain', reason: 'TimeoutError' },
        { mailId: first, reason: 'AttemptDied' },
      ])
      expect(Object.keys(own[0] ?? {})).not.toContain('words')
      const { body } = await call(listUncertainMails, handler, as, { state: 'failed' })
      expect(body['items']).toMatchObject([{ mailId: refused, state: 'failed', reason: 'MessageRejected' }])
    },
  },
  refuses: {},
})
