/** An idempotency key: 1 to 255 visible ASCII characters but the comma, by which the gateway joins a header that comes twice. */
export const IDEMPOTENCY_KEY = /^[\x21-\x2b\x2d-\x7e]{1,255}$/
