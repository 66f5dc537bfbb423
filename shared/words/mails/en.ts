import type { Catalogue } from './catalogue.ts'

const plan =
  '{plan, select, free {Free} mail_lite {Mail Lite} mail_lite_10 {Mail Lite 10} standard {Standard} mail_premium {Mail Premium} professional {Professional} other {{plan}}}'

/** The words of every mail in English. */
export const en: Catalogue = {
  'application-received.subject': 'We have received your partner application',
  'application-received.text': `Thank you for applying on behalf of {companyName}.

Our team reviews your application and replies by {dueAt, date, long}. Submitting the form does not guarantee that the request is accepted.

See where it stands: {storeUrl}`,

  'application-approved.subject': 'Welcome to the Workplace Partner Programme',
  'application-approved.text': `Welcome! {companyName} is now a reseller in the Workplace Partner Programme.

Manage all your customers in one place in the Partner Store: {storeUrl}

Sign in with your usual vendor account.`,

  'application-rejected.subject': 'Your partner application',
  'application-rejected.text': `We have reviewed the application of {companyName} and cannot accept it: {reason, select, needs_more_detail {we need more detail} does_not_meet_requirements {it does not meet the requirements} not_the_right_fit {it is not the right fit} other {see the note below}}.

{note}

You are welcome to apply again: {storeUrl}`,

  'application-overdue.subject': 'The reply to {companyName} is overdue',
  'application-overdue.text': `The partner application of {companyName} has no answer yet. It was due by {dueAt, date, long}, {dueAt, time, short} UTC.

Please decide on it now: it is application {applicationId}.`,

  'customer-added.subject': '{partnerName} has set up {organizationName} for you',
  'customer-added.text': `{partnerName} has added your organisation {organizationName} ({domain}) and named you its super administrator.

{partnerName} manages the organisation on your behalf. You can revoke that access at any moment: {storeUrl}`,

  'claim-lapses-soon.subject': 'Verify {domain} by {lapsesAt, date, long}',
  'claim-lapses-soon.text': `The domain {domain} of {organizationName} is not verified yet. Unless it is verified by {lapsesAt, date, long}, {lapsesAt, time, short} UTC, the organisation is removed. This holds during a trial, too.

The partner publishes the verification record and checks it here: {storeUrl}`,

  'claim-lapsed.subject': '{organizationName} is removed: {domain} was not verified',
  'claim-lapsed.text': `The domain {domain} of {organizationName} was not verified within 30 days. The organisation is removed, with any trial that was running. That trial does not count.

It can be added again at any time: {storeUrl}`,

  'claim-ended.subject': '{organizationName} is removed: {domain} belongs to another organisation',
  'claim-ended.text': `The domain {domain} now belongs to another customer organisation, for which it is verified. The organisation {organizationName}, whose domain was not verified, is removed with any trial that was running. That trial does not count.

The customers that remain are here: {storeUrl}`,

  'domain-verified.subject': 'The domain {domain} is verified',
  'domain-verified.text': `The domain {domain} of {organizationName} is verified. The organisation can now be managed in full.`,

  'trial-started.subject': 'The trial of {organizationName} has started',
  'trial-started.text': `{organizationName} ({domain}) is trying the plan ${plan} until {endsAt, date, long}, {endsAt, time, short} UTC.`,

  'trial-ends-soon.subject':
    'The trial of {organizationName} ends in {daysLeft, plural, one {# day} other {# days}}',
  'trial-ends-soon.text': `The trial of ${plan} for {organizationName} ({domain}) ends in {daysLeft, plural, one {# day} other {# days}}, on {endsAt, date, long}, {endsAt, time, short} UTC.

A partner of the organisation can extend it, or choose a paid plan: {storeUrl}`,

  'trial-extended.subject': 'The trial of {organizationName} is extended',
  'trial-extended.text': `The trial for {organizationName} ({domain}) now ends on {endsAt, date, long}, {endsAt, time, short} UTC.

{extensionsLeft, plural, =0 {It cannot be extended again.} one {It can be extended once more.} other {It can be extended # more times.}}`,

  'trial-ended.subject': 'The trial of {organizationName} has ended',
  'trial-ended.text': `The trial of ${plan} for {organizationName} ({domain}) ended on {endedAt, date, long}, {endedAt, time, short} UTC. The organisation is on the free plan now; nobody was deleted.

To go on with ${plan}, a partner of the organisation chooses a paid plan: {storeUrl}`,

  'trial-used-before.subject': 'The trial of {organizationName} has ended: {domain} was tried before',
  'trial-used-before.text': `The domain {domain} of {organizationName} is verified. Each domain is tried once, and a trial was already taken for it, so this trial ended on {endedAt, date, long}, {endedAt, time, short} UTC. The organisation is on the free plan now; nobody was deleted.

To go on with more, a partner of the organisation chooses a paid plan: {storeUrl}`,

  'access-revoked.subject': 'Partner access to {organizationName} is revoked',
  'access-revoked.text': `The access of the partner to {organizationName} ({domain}) was revoked on {revokedAt, date, long}, {revokedAt, time, short} UTC. It ended at once.

Only the administrators of the organisation can grant it again.`,

  'access-granted.subject': 'Partner access to {organizationName} is granted',
  'access-granted.text': `An administrator of {organizationName} ({domain}) granted the partner access again on {grantedAt, date, long}, {grantedAt, time, short} UTC.`,

  'partner-deactivated.subject': 'Your partner {partnerName} is no longer active',
  'partner-deactivated.text': `{partnerName}, which manages {organizationName}, is no longer active in the Workplace Partner Programme.

Your subscription goes on. You may choose another partner: {storeUrl}`,

  'own-partner-deactivated.subject': '{partnerName} is deactivated in the Workplace Partner Programme',
  'own-partner-deactivated.text': `The programme team has deactivated {partnerName}. You cannot use the Partner Store or the Partner Console for it any more.

The reason: {note}

Ask support what can be done.`,

  'own-partner-reactivated.subject': '{partnerName} is active again in the Workplace Partner Programme',
  'own-partner-reactivated.text': `The programme team has reactivated {partnerName}. You can act for it again: {storeUrl}`,

  'partner-admin-added.subject': 'You are now an admin of {partnerName}',
  'partner-admin-added.text': `The programme team has made you an admin of {partnerName} in the Workplace Partner Programme: {storeUrl}

If you did not expect this, tell support.`,

  'partner-admin-removed.subject': 'You are no longer an admin of {partnerName}',
  'partner-admin-removed.text': `The programme team has ended your membership of {partnerName} in the Workplace Partner Programme. You cannot act for it any more.

If you did not expect this, tell support.`,

  'staff-roles-set.subject': 'Your roles in the programme team have changed',
  'staff-roles-set.text': `Another member of support has set your roles in the programme team: {count, plural, =0 {you have none any more.} one {you now have {roles}.} other {you now have {roles}.}}

If you did not expect this, tell support.`,

  'customer-mapped.subject': '{organizationName} is mapped to {partnerName}',
  'customer-mapped.text': `The organisation {organizationName} ({domain}) is now mapped to the partner {partnerName}, as an administrator of the organisation wanted.

{partnerName} manages the organisation on its behalf. The organisation can revoke that access at any moment: {storeUrl}`,

  'customer-moved.subject': '{organizationName} has moved to {after}',
  'customer-moved.text': `The organisation {organizationName} ({domain}) has moved to another partner.

Before: {before}

Now: {after}

Its trial, its verified domain and its services stay as they are. {after} manages the organisation on its behalf from now on: {storeUrl}`,

  'mapping-ended.subject': '{partnerName} no longer manages {organizationName}',
  'mapping-ended.text': `The organisation {organizationName} ({domain}) is no longer mapped to the partner {partnerName}. It goes on without a partner.

Its administrators can choose another partner: {storeUrl}`,

  'transfer-pending.subject': '{organizationName} is to move to {after}',
  'transfer-pending.text': `An administrator of {organizationName} ({domain}) has agreed to a move to another partner.

Now: {before}

From {completesAt, date, long}, {completesAt, time, short} UTC: {after}

Until then nothing changes. {before} can object, and the organisation can take its agreement back: {storeUrl}`,

  'tag-requested.subject': '{partnerName} asks to manage {domain}',
  'tag-requested.text': `The partner {partnerName} asks that your organisation ({domain}) be mapped to it.{messageCount, plural, =0 {} one {

Its message:

{message}} other {

Its message:

{message}}}

Only you can answer. If you agree, {partnerName} manages the organisation on its behalf. Agree or deny before {lapsesAt, date, long}, {lapsesAt, time, short} UTC; otherwise the request lapses: {storeUrl}

If you do not know the partner, deny the request or leave it unanswered.`,

  'tag-request-denied.subject': 'The tag request of {partnerName} for {domain} is denied',
  'tag-request-denied.text': `The super admin of {domain} has denied the tag request of the partner {partnerName}. The organisation stays as it is.

{partnerName} can ask again after 30 days. A code of the partner works at any time: {storeUrl}`,

  'tag-request-lapsed.subject': 'The tag request of {partnerName} for {domain} has lapsed',
  'tag-request-lapsed.text': `Nobody answered the tag request of the partner {partnerName} for {domain} within 15 days. The organisation stays as it is.

{partnerName} can ask again after 30 days. A code of the partner works at any time: {storeUrl}`,

  'tag-request-withdrawn.subject': '{partnerName} has withdrawn its tag request for {domain}',
  'tag-request-withdrawn.text': `The partner {partnerName} has withdrawn its tag request for {domain}. Nothing is left to answer, and the organisation stays as it is.`,

  'tag-request-overtaken.subject': 'The tag request of {partnerName} for {domain} is overtaken',
  'tag-request-overtaken.text': `The organisation with the domain {domain} has agreed to a partner in another way, so the tag request of the partner {partnerName} is closed.

See the tag requests: {storeUrl}`,

  'organization-imported.subject': '{organizationName} is in the Workplace Partner Programme',
  'organization-imported.text': `Your organisation {organizationName} ({domain}) has been brought into the Workplace Partner Programme, and you are named its super administrator. Its domain counts as verified and its plan stays.

No partner manages it yet. You can choose one: {storeUrl}`,

  'subscription-requested.subject': '{organizationName} asks you for another subscription',
  'subscription-requested.text': `An administrator of {organizationName} ({domain}) asks you to change its subscription.

Plan: {wishedPlan, select, free {Free} mail_lite {Mail Lite} mail_lite_10 {Mail Lite 10} standard {Standard} mail_premium {Mail Premium} professional {Professional} unchanged {no change} other {{wishedPlan}}}
Licences: {licences, plural, =0 {no change} one {#} other {#}}
Pay period: {wishedPeriod, select, monthly {monthly} yearly {yearly} unchanged {no change} other {{wishedPeriod}}}
Storage: {packs, plural, =0 {no change} one {{storage}} other {{storage}}}

{messages, plural, =0 {There is no message.} one {The message:

{message}} other {The message:

{message}}}

Answer the request in the Partner Store: {storeUrl}`,

  'subscription-request-answered.subject':
    'The subscription request of {organizationName} is {answer, select, done {done} declined {declined} other {answered}}',
  'subscription-request-answered.text': `{partnerName} has answered the subscription request of {organizationName} ({domain}): {answer, select, done {it is done} declined {it is declined} other {see the note below}}.

{note}

The requests of the organisation are here: {storeUrl}`,
  'transfer-objected.subject': '{before} objects to the move of {organizationName}',
  'transfer-objected.text': `{before} has objected to the move of {organizationName} ({domain}) to {after}:

{note}

Nothing changes until support decides. The organisation can take its agreement back: {storeUrl}`,

  'transfer-decided.subject': 'Support has decided about the move of {organizationName}',
  'transfer-decided.text': `Support has decided about the move of {organizationName} ({domain}) from {before} to {after}, to which {before} had objected: {outcome, select, completed {it is completed.} kept {the organisation stays with {before}.} cancelled {it could not be completed any more and is cancelled.} other {{outcome}}}

The reason: {note}`,

  'transfer-cancelled.subject': '{organizationName} does not move to {after}',
  'transfer-cancelled.text': `The move of {organizationName} ({domain}) to {after} is cancelled: {cancelReason, select, consent_withdrawn {the organisation has taken its agreement back} new_partner_deactivated {{after} is no longer active in the Workplace Partner Programme} partner_member_is_organization_admin {a member of {after} is an administrator of the organisation} other {see the Partner Store}}.

The organisation stays with {before}: {storeUrl}`,

  'customer-removed.subject': '{organizationName} is removed',
  'customer-removed.text': `The mapping of {organizationName} ({domain}) to the partner {partnerName} has ended. As the domain was never verified, the organisation is removed, with any trial that was running. That trial does not count.

It can be added again at any time: {storeUrl}`,

  'super-admin-changed.subject': '{organizationName} has another super administrator',
  'super-admin-changed.text': `The super administrator of {organizationName} ({domain}) is now {successor}, in place of {former}.

See the organisation: {storeUrl}`,

  'super-admin-recovery-asked.subject':
    'Support is asked for another super administrator of {organizationName}',
  'super-admin-recovery-asked.text': `Support has been asked to make {successor} the super administrator of {organizationName} ({domain}) in place of {former}.

Nothing has changed yet. It takes effect only if it is confirmed before {lapsesAt, date, long}, {lapsesAt, time, short} UTC. Until then {former} can cancel it after signing in: {storeUrl}`,

  'address-released.subject': 'Your address is released for another account',
  'address-released.text': `Support has released your address from the vendor account that it was used with. The next account that signs in with this address has your rights in the Workplace Partner Programme.

If you did not ask for this, tell support at once. Otherwise sign in with your present account: {storeUrl}`,

  'former-account-readmitted.subject': 'Your former account may use your address again',
  'former-account-readmitted.text': `Support has let the vendor account in again that your address was released from. The next account that signs in with this address, that one included, has your rights in the Workplace Partner Programme.

If you did not ask for this, tell support at once. Otherwise sign in with that account: {storeUrl}`,

  'team-partner-deactivated.subject': 'Support has deactivated {partnerName}',
  'team-partner-deactivated.text': `{by} has deactivated {partnerName}.

The reason: {note}`,

  'team-partner-reactivated.subject': 'Support has reactivated {partnerName}',
  'team-partner-reactivated.text': '{by} has reactivated {partnerName}.',

  'team-partner-admins-requested.subject': 'New admins of {partnerName} wait for a second member of support',
  'team-partner-admins-requested.text': `{by} asks that these people become admins of {partnerName}: {added}

They have no rights yet. If it is right, repeat the request before {lapsesAt, date, long}, {lapsesAt, time, short} UTC; otherwise it lapses.`,

  'team-partner-admins-set.subject': 'The admins of {partnerName} have changed',
  'team-partner-admins-set.text': `{by} has changed the admins of {partnerName}.

{addedCount, plural, =0 {Nobody was added.} one {Added: {added}} other {Added: {added}}}

{removedCount, plural, =0 {Nobody was removed.} one {Removed: {removed}} other {Removed: {removed}}}`,

  'team-staff-roles-set.subject': 'Roles in the programme team have changed',
  'team-staff-roles-set.text': `{by} has set the roles of {who}: {count, plural, =0 {none any more.} one {{roles}.} other {{roles}.}}`,

  'team-address-released.subject': 'Support has released an address for another account',
  'team-address-released.text': `{by} has released the address {who}. The next account that signs in with it has the rights of that person.

The reason: {note}`,

  'team-organization-imported.subject': 'Support has brought in {organizationName}',
  'team-organization-imported.text': `{by} has brought in the organisation {organizationName} as the owner of the domain {domain}. Its super administrator is {who}.

The reason: {note}`,

  'team-transfer-decided.subject': 'Support has decided about the move of {organizationName}',
  'team-transfer-decided.text': `{by} has decided about the move of {organizationName} ({domain}) from {before} to {after}: {outcome, select, completed {it is completed.} kept {the organisation stays.} cancelled {it could not be completed any more and is cancelled.} other {{outcome}}}

The reason: {note}`,

  'team-transfer-objected.subject': '{before} objects to the move of {organizationName}: please decide',
  'team-transfer-objected.text': `{before} has objected to the move of {organizationName} ({domain}) to {after}:

{note}

It is transfer {transferId}. Nothing changes until support decides whether it is completed or the organisation stays.`,

  'team-super-admin-recovery-asked.subject':
    'Another super administrator of {organizationName} waits for a second member of support',
  'team-super-admin-recovery-asked.text': `{by} asks that {successor} becomes the super administrator of {organizationName} ({domain}) in place of {former}.

Nothing has changed yet. If it is right, repeat the request before {lapsesAt, date, long}, {lapsesAt, time, short} UTC; otherwise it lapses.`,

  'team-super-admin-recovered.subject': 'Support has named another super administrator of {organizationName}',
  'team-super-admin-recovered.text': `{by} has confirmed that {successor} is the super administrator of {organizationName} ({domain}), in place of {former}.`,

  'team-super-admin-recovery-cancelled.subject':
    'The super administrator of {organizationName} has cancelled a recovery',
  'team-super-admin-recovery-cancelled.text': `{former}, the super administrator of {organizationName} ({domain}), has cancelled the request to make {successor} the super administrator. Nothing has changed.`,

  'team-former-account-readmitted.subject': 'Support has let the former account of an address in again',
  'team-former-account-readmitted.text': `{by} has let the former account of the address {who} in again. The next account that signs in with it, that one included, has the rights of that person.

The reason: {note}`,

  'password-reset-requested.subject': 'Choose a new password for {address}',
  'password-reset-requested.text': `An administrator of {organizationName} has asked that you choose a new password for {address}.

Choose it on the page of your account's provider: {recoveryUrl}

You get this mail as it went to the recovery address of the account. If you do not know the account, ignore this mail: nothing changes until somebody chooses a new password there.`,

  'payment-receipt.subject': 'Receipt: {charge} for {organizationName}',
  'payment-receipt.text': `The card {card} was charged {charge} for {organizationName} ({domain}).

It pays for ${plan} with {licences, plural, one {# licence} other {# licences}}. The next renewal is on {renewsAt, date, long}.

Payments are here: {storeUrl}`,

  'payment-declined.subject': 'The card for {organizationName} was declined',
  'payment-declined.text': `{charge} for {organizationName} ({domain}) could not be charged to the card {card}: {declineReason, select, declined {the card was declined} authentication_required {its bank wants the holder to confirm the payment} other {the card was refused}}.

Nothing was charged and nothing has changed. Set another card or ask the bank, then try again: {storeUrl}`,

  'subscription-changed.subject': 'The subscription of {organizationName} has changed',
  'subscription-changed.text': `{organizationName} ({domain}) is now on ${plan} with {licences, plural, one {# licence} other {# licences}}. The next renewal is on {renewsAt, date, long}.

The partner of the organisation changed it: {storeUrl}`,

  'subscription-past-due.subject': 'The renewal of {organizationName} is not paid',
  'subscription-past-due.text': `The renewal of ${plan} for {organizationName} ({domain}) is not paid: {dunningReason, select, declined {the card was declined} authentication_required {the bank wants the holder of the card to confirm the payment} no_profile {no card is on file} other {the card was refused}}.

The plan stays until {graceEndsAt, date, long}, {graceEndsAt, time, short} UTC. Then the organisation is on the free plan; nobody is deleted. A new card is charged at once: {storeUrl}`,

  'fell-to-free.subject': '{organizationName} is on the free plan now',
  'fell-to-free.text': `The paid plan of {organizationName} ({domain}), ${plan}, has ended. The organisation is on the free plan now. Nobody was deleted; users beyond the licences of the free plan are suspended until a plan is bought.

A partner of the organisation chooses a paid plan: {storeUrl}`,

  'renewal-announced.subject': '{organizationName} renews on {renewsAt, date, long}',
  'renewal-announced.text': `The subscription of {organizationName} ({domain}) renews on {renewsAt, date, long}: ${plan} with {licences, plural, one {# licence} other {# licences}} for a year. {charge} is due then.

To change or cancel it before, or to set another card: {storeUrl}`,

  'card-detached.subject': 'Your card does not pay for {organizationName} any more',
  'card-detached.text': `{organizationName} ({domain}) has left you. Your card {card} is not charged for it any more.

What is paid for lasts as long as it was paid for. Your other customers: {storeUrl}`,

  'card-missing.subject': 'No card pays for {organizationName}',
  'card-missing.text': `{organizationName} ({domain}) is your customer now. It has a paid plan, ${plan}, and no card is on file.

Without a card its renewal is not paid. Set one: {storeUrl}`,

  'payment-refunded.subject': '{refund} for {organizationName} is given back',
  'payment-refunded.text': `{refund} that was charged for {organizationName} ({domain}) is given back to the card {card}.

A bank takes some days to show it. Payments: {storeUrl}`,

  'commission-clawed-back.subject': 'A refund for {organizationName} lowers your commission',
  'commission-clawed-back.text': `{refund} for {organizationName} ({domain}) was given back to the customer. {clawedBack} of your commission on it is taken back.

Your commission, entry by entry: {storeUrl}`,

  'team-payout-requested.subject': '{partnerName} asks for {amount} to be paid out',
  'team-payout-requested.text': `{partnerName} asks for {amount} of its commission to be paid out. Its invoice is {invoiceReference}.

One member of finance approves the payout, another one marks it as paid.`,

  'payout-paid.subject': '{amount} of your commission is paid out',
  'payout-paid.text': `{amount} of your commission is paid out, for your invoice {invoiceReference}.

A bank takes some days to show it. Your payouts: {storeUrl}`,

  'payout-rejected.subject': 'Your payout of {amount} is rejected',
  'payout-rejected.text': `The payout of {amount} for your invoice {invoiceReference} is rejected:

{note}

The amount is back in your commission, and the invoice may be named again: {storeUrl}`,
}
