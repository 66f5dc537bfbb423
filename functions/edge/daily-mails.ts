import type { PartnerId, PersonId } from '../../shared/kernel/id.ts'
import type { Instant } from '../../shared/kernel/time.ts'
import { countedToday } from '../../shared/notifications/changes.ts'
import { hasSignedIn, type Subject } from '../../shared/people/subject.ts'
import type { Change } from '../../shared/table/record.ts'
import { world } from '../outside/world.ts'

interface Chosen {
  readonly personId: PersonId
  /** The partner that chose the recipient; absent where staff did. */
  readonly partnerId?: PartnerId
}

/** Counts a mail whose recipient somebody else chose, for the recipient and for the partner that chose them, as often a day as the stage allows (R19). */
export const mailCounted = ({ personId, partnerId }: Chosen, now: Instant): Change<'dayCount'>[] => {
  const realMs = world.realMs()
  const recipientMost = Number(world.setting('DAILY_MAILS_PER_RECIPIENT'))
  const partnerMost = Number(world.setting('DAILY_MAILS_PER_PARTNER'))
  return [
    countedToday('mails-to-recipient', personId, recipientMost, now, realMs),
    ...(partnerId ? [countedToday('mails-of-partner', partnerId, partnerMost, now, realMs)] : []),
  ]
}

interface Named extends Chosen {
  /** Whose address it is; absent if nobody has entered it before. */
  readonly subject: Subject | undefined
}

/** Counts such a mail only to somebody who has never signed in (R19). */
export const firstMailCounted = ({ subject, ...chosen }: Named, now: Instant): Change<'dayCount'>[] =>
  subject && hasSignedIn(subject) ? [] : mailCounted(chosen, now)
