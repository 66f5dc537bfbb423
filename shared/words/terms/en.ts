import type { Catalogue } from './catalogue.ts'

/** The terms in English. */
export const en: Catalogue = {
  '2026-01': {
    title: 'Terms of the Workplace Partner Programme',
    notice: 'This is a draft. Nobody has approved its wording for publication yet.',
    text: [
      {
        heading: 'Who is a partner',
        paragraphs: [
          'A company becomes a partner when the programme team approves its application. Sending an application grants nothing. You get a reply within 7 days.',
          'Whoever applies acts for the company, gives true details and accepts these terms. The version and the moment are kept with the application.',
          'Nobody is a member of a partner and of the programme team at the same time.',
        ],
      },
      {
        heading: 'Store and Console',
        paragraphs: [
          'In the Partner Store every active partner looks after the business with its customers: details, services, subscriptions, payments, commission and reports.',
          'A partner with Workplace expertise also has the Partner Console. There it adds organisations, proves their domains, starts and extends trials, and manages the organisations that let it.',
          'A domain belongs to the first organisation for which it is proven. A claim that is not proven ends after 30 days, and a partner has at most 50 of them at a time.',
        ],
      },
      {
        heading: 'Managing an organisation',
        paragraphs: [
          'You manage an organisation on its behalf, in a session, and only for what the organisation needs. You may do there what its super admin may do, except the ten things below.',
          'What you do, and what you try and are refused, is in the log of the organisation. Its administrators read it at any time.',
        ],
      },
      {
        heading: 'Ten things that a partner never does',
        paragraphs: [
          "1. Change the organisation's super admin",
          "2. Turn the organisation's two-factor authentication on or off",
          '3. Make a user an administrator, or an administrator a user',
          "4. Change a user's profile picture",
          "5. Reset a user's password",
          '6. Delete a user',
          "7. Back up a user's account",
          '8. Edit the dashboard',
          '9. See or use the referral programme',
          "10. Change the organisation's contacts sync",
          'You do not get round this by another way either, and you do not make yourself or your people administrators of a customer.',
        ],
      },
      {
        heading: "Customers' data",
        paragraphs: [
          'The data of an organisation is its own. You use it to serve that organisation and for nothing else, and you pass it on to nobody.',
          'Card numbers are typed on the page of the payment provider alone, never into a text of the programme.',
          'Keep your sign-in to yourself. Tell support at once if somebody else may have used it.',
        ],
      },
      {
        heading: 'Trials',
        paragraphs: [
          'A trial lasts 15 days. While it runs you may extend it by 15 days at a time, up to 60 days in all. Each domain has one trial, ever.',
          'At its end the organisation is on the free plan and nobody is deleted. A paid plan ends the trial at once, and the days that are left are forfeited.',
        ],
      },
      {
        heading: 'Prices and subscriptions',
        paragraphs: [
          'The prices of the price book apply. You alone change the subscription of your customer. More is charged at once for the days until the renewal; less counts from the renewal on.',
          'If a renewal is not paid, the plan stays for 15 days. Then the organisation is on the free plan.',
        ],
      },
      {
        heading: 'Discount and commission',
        paragraphs: [
          'If your own card is charged, you pay the list price less your discount, and there is no commission. If the card of the customer is charged, the customer pays the list price and the same amount is your commission.',
          'Discount and commission are 20 percent, unless the programme has agreed on another rate with you. Another rate counts from the next charge on.',
        ],
      },
      {
        heading: 'Hold and payout',
        paragraphs: [
          'Commission is held for 30 days; then it is available. You may ask for it from 100 US dollars on, with the reference of your invoice, unless other terms are agreed on.',
          'One person of the programme approves the payout, and another one pays it.',
        ],
      },
      {
        heading: 'Refunds',
        paragraphs: [
          'A refund takes back the commission in proportion, also after it was paid out. While less than nothing is available, nothing is paid out.',
        ],
      },
      {
        heading: 'Revocation at any moment',
        paragraphs: [
          'An organisation may revoke your access at any moment and need not say why. From then on the Console shows nothing of it, and open sessions end. Only the organisation can grant access again.',
          'Until the organisation leaves you, the Store keeps what billing needs. An organisation may also choose another partner.',
        ],
      },
      {
        heading: 'Deactivation',
        paragraphs: [
          'The programme may deactivate a partner with a reason, for example after a breach of these terms. The partner is then refused everywhere and its payouts stop. The subscriptions of its customers go on, and they may choose another partner.',
          'The programme may take the deactivation back.',
        ],
      },
      {
        heading: 'How it ends',
        paragraphs: [
          'You or the organisation may end your work together. A paid subscription then runs until its renewal date; afterwards the organisation is on the free plan, unless another partner has taken it on.',
          'Commission that you have earned stays yours. Refunds that follow still lower it.',
          'New terms have a new version and a date. Earlier versions stay readable.',
        ],
      },
    ],
  },
}
