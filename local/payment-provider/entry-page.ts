import * as z from 'zod'
import { escaped, page } from '../html.ts'
import { Refused } from '../loopback.ts'
import { TEST_CARDS } from './cards.ts'
import type { Session } from './objects.ts'
import { newMethod, type Provided, sessionNow } from './requests.ts'

/** What is chosen at the page: a test card, and whether its bank was told yes. */
const Choice = z.strictObject({ card: z.string(), confirmed: z.enum(['yes', 'no']).optional() })

const cancelling = ({ cancel_url }: Session): string =>
  cancel_url === null ? '' : `<p><a href="${escaped(cancel_url)}">Back, without a card</a></p>`

const cardsPage = (session: Session, wrong?: string): string =>
  page(
    'Enter a card',
    `<p>This is the laptop’s own payment provider: choose one of its test cards; no card number is ever entered.</p>
<form method="post">
${wrong === undefined ? '' : `<p class="wrong" role="alert">${escaped(wrong)}</p>`}
${Object.entries(TEST_CARDS)
  .map(
    ([token, { brand, last4, is }]) =>
      `<button name="card" value="${token}">${brand} … ${last4}<small>${escaped(is)}</small></button>`,
  )
  .join('\n')}
</form>
${cancelling(session)}`,
  )

const bankPage = (card: string): string =>
  page(
    'Your bank asks',
    `<p>Do you want to keep this card for later payments? Your bank would ask in its own way (3-D Secure).</p>
<form method="post">
<input type="hidden" name="card" value="${card}">
<button class="go" name="confirmed" value="yes">Yes, it is me</button>
<button name="confirmed" value="no">No</button>
</form>`,
  )

/** A page to show, or where to go on. */
export type Shown = { readonly html: string } | { readonly location: string }

const openSession = (id: string, { store }: Provided): Session => {
  const session = store.find('checkout.session', id)
  if (!session) throw new Refused(404, 'There is no such page.')
  const now = sessionNow(session)
  if (now.status !== 'open') throw new Refused(410, 'This page has been used, or has expired.')
  return now
}

/** The page of a session. */
export const showEntry = (id: string, provided: Provided): Shown => ({
  html: cardsPage(openSession(id, provided)),
})

/** Takes the card that was chosen, asks its bank where it wants to be asked, and returns to where the session came from. */
export const enterCard = (id: string, form: unknown, provided: Provided): Shown => {
  const session = openSession(id, provided)
  const choice = Choice.safeParse(form)
  const card = TEST_CARDS[choice.data?.card ?? '']
  if (!choice.success || !card) throw new Refused(400, 'This is none of the test cards.')
  const { card: token, confirmed } = choice.data
  if (card.refusedAtEntry !== undefined) return { html: cardsPage(session, 'Your card was declined.') }
  if (card.asksAtEntry && confirmed === undefined) return { html: bankPage(token) }
  if (confirmed === 'no') return { html: cardsPage(session, 'Your bank could not confirm that it is you.') }
  const setup = provided.store.find('setup_intent', session.setup_intent)
  if (!setup) throw new Error(`The session ${id} has no setup intent`)
  const method = newMethod(token, session.customer, confirmed === 'yes')
  provided.store.put(method)
  provided.store.put({ ...setup, status: 'succeeded', payment_method: method.id })
  const complete: Session = { ...session, status: 'complete', url: null }
  provided.store.put(complete)
  return { location: session.success_url.replaceAll('{CHECKOUT_SESSION_ID}', id) }
}
