import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'

type Secret = string | ArrayBuffer | ArrayBufferView

const keys = new WeakMap<object, KeyObject>()

/** The key of a secret that is bytes, as the signer keeps it for a day: given the bytes, Node looks for two other kinds of key first, each by an exception. */
const keyOf = (secret: Exclude<Secret, string>): KeyObject => {
  const known = keys.get(secret)
  if (known) return known
  const bytes = ArrayBuffer.isView(secret)
    ? Buffer.from(secret.buffer, secret.byteOffset, secret.byteLength)
    : Buffer.from(secret)
  const key = createSecretKey(bytes)
  keys.set(secret, key)
  return key
}

/** The SHA-256 that the SDK's signer signs by, of bytes alone or with a secret. */
export class SigningHash {
  readonly #secret: string | KeyObject | undefined
  #parts: Uint8Array[] = []

  constructor(secret?: Secret) {
    this.#secret = secret === undefined || typeof secret === 'string' ? secret : keyOf(secret)
  }

  update(bytes: Uint8Array): void {
    this.#parts.push(bytes)
  }

  async digest(): Promise<Uint8Array> {
    const [first, ...more] = this.#parts
    const bytes = first && more.length === 0 ? first : Buffer.concat(this.#parts)
    return this.#secret === undefined
      ? hash('sha256', bytes, 'buffer')
      : createHmac('sha256', this.#secret).update(bytes).digest()
  }

  reset(): void {
    this.#parts = []
  }
}
