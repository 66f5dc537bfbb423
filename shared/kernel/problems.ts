import * as z from 'zod'
import { issues } from './issue.ts'
import { problem } from './problem.ts'
import { Instant } from './time.ts'

/** Problems that any request may get before the operation's own rules are applied. */
export const invalidInput = /* @__PURE__ */ problem(
  'invalid-input',
  {
    kind: 'invalid',
    title: 'The request is not valid',
    advice: 'Correct the members that the issues point at and send the request again.',
  },
  () => ({ issues: issues() }),
)
export const malformedBody = /* @__PURE__ */ problem('malformed-body', {
  kind: 'invalid',
  title: 'The body is not a JSON object',
  advice:
    'Send one JSON object in UTF-8, nested at most 32 deep, each member once, and without the replacement character U+FFFD.',
})
export const unsupportedMediaType = /* @__PURE__ */ problem(
  'unsupported-media-type',
  {
    kind: 'unsupported',
    title: 'The media type of the body is not supported here',
    advice: 'Send the body as one of the media types, in UTF-8 and without Content-Encoding.',
  },
  { mediaTypes: z.array(z.string()) },
)
export const bodyTooLarge = /* @__PURE__ */ problem(
  'body-too-large',
  { kind: 'too-large', title: 'The body is too large', advice: 'Send a smaller body.' },
  { maxBytes: z.int() },
)
export const notSignedIn = /* @__PURE__ */ problem('not-signed-in', {
  kind: 'unauthenticated',
  title: 'Nobody is signed in',
  advice: 'Sign in with your vendor account and send its access token.',
})
export const emailNotVerified = /* @__PURE__ */ problem('email-not-verified', {
  kind: 'forbidden',
  title: 'The e-mail address is not verified',
  advice: 'Verify the e-mail address of your vendor account, then sign in again.',
})
export const emailNotUsable = /* @__PURE__ */ problem('email-not-usable', {
  kind: 'forbidden',
  title: 'No mail can be sent to this e-mail address',
  advice:
    'Before the @ it may hold only ASCII letters, digits and signs. Give your vendor account such an address, then sign in again.',
})
export const anotherPerson = /* @__PURE__ */ problem('another-person', {
  kind: 'forbidden',
  title: 'This e-mail address belongs to another account here',
  advice:
    'It was used with a different vendor account before. Ask support to release it, then sign in with this one again.',
})
export const roleRequired = /* @__PURE__ */ problem(
  'role-required',
  {
    kind: 'forbidden',
    title: 'Your role does not allow this',
    advice: 'Sign in as somebody who holds one of the roles.',
  },
  { roles: z.array(z.string()) },
)
export const partnerDeactivated = /* @__PURE__ */ problem('partner-deactivated', {
  kind: 'forbidden',
  title: 'Your partner account is deactivated',
  advice: 'Ask support about the reason and what can be done.',
})
export const consoleRequiresWorkplace = /* @__PURE__ */ problem('console-requires-workplace', {
  kind: 'forbidden',
  title: 'The Partner Console is for Workplace partners',
  advice: 'The Partner Store remains open to you; ask support to add the Workplace expertise.',
})
export const accessRevoked = /* @__PURE__ */ problem(
  'access-revoked',
  {
    kind: 'forbidden',
    title: 'The organisation has revoked your access',
    advice: 'Only the administrators of the organisation can grant it again.',
  },
  { revokedAt: Instant },
)
export const customerNotFound = /* @__PURE__ */ problem('customer-not-found', {
  kind: 'missing',
  title: 'There is no such organisation',
  advice: 'Choose an organisation from your list.',
})
export const idempotencyKeyRequired = /* @__PURE__ */ problem('idempotency-key-required', {
  kind: 'invalid',
  title: 'An Idempotency-Key header is required here',
  advice: 'Send a new unique key with each new request, and the same key when you repeat one.',
})
export const idempotencyKeyReused = /* @__PURE__ */ problem('idempotency-key-reused', {
  kind: 'conflict',
  title: 'The Idempotency-Key was used for another request',
  advice: 'Use a new key for a new request.',
})
export const ifMatchRequired = /* @__PURE__ */ problem('if-match-required', {
  kind: 'precondition-required',
  title: 'An If-Match header is required here',
  advice: 'Read the resource and send its ETag as If-Match.',
})
export const changedMeanwhile = /* @__PURE__ */ problem('changed-meanwhile', {
  kind: 'stale',
  title: 'It has changed since you read it',
  advice: 'Read it again, then decide.',
})
export const cursorInvalid = /* @__PURE__ */ problem('cursor-invalid', {
  kind: 'invalid',
  title: 'The cursor is not valid here',
  advice: 'Start again from the first page.',
})
export const unavailable = /* @__PURE__ */ problem(
  'unavailable',
  { kind: 'unavailable', title: 'The service is busy', advice: 'Wait and send the same request again.' },
  { retryAfterSeconds: z.int() },
)
