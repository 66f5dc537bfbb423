import { expect } from 'vitest'
import { handler } from '../../functions/notifications/resolve-mail.ts'
import { world } from '../../functions/outside/world.ts'
import { OutboxId } from '../../shared/kernel/id.ts'
import { resolveMail } from '../../shared/notifications/contract.ts'
import * as arrange from '../support/arrange.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { enqueueWelcome, parked } from '../support/outbox.ts'

describeOperation(resolveMail, handler, {
  done: {
    title: 'R7 says that an uncertain mail has arrived, in the audit with its note',
    arrange: async () => {
      const { as, mailId } = await parked()
      return { as, input: { mailId, resolution: 'sent', note: 'They confirmed it by phone.' } as const }
    },
    then: async (answer, { input: { mailId } }, table) => {
      expect(answer).toMatchObject({ mailId, state: 'done', resolution: 'sent' })
      const entry = (await table.items()).find(({ pk, sk }) => pk === `OUTBOX#${mailId}` && sk === 'ENTRY')
      expect(entry).not.toHaveProperty('listingPk')
      const audit = (await table.items()).find(({ pk }) => pk === `AUDIT#MAIL-RESOLUTION#${mailId}`)
      expect(audit).toMatchObject({
        action: 'mail.resolved',
        details: { resolution: 'sent', note: 'They confirmed it by phone.' },
      })
    },
  },
  refuses: {
    'mail-not-found': async () => ({
      as: await arrange.staff('support'),
      input: { mailId: OutboxId.parse(`obx_${world.ulid(1)}`), resolution: 'sent' as const },
    }),
    'mail-not-open': async () => ({
      as: await arrange.staff('support'),
      input: { mailId: await enqueueWelcome(arrange.somebody()), resolution: 'send-again' as const },
    }),
  },
})
