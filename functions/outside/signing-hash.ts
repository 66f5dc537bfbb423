import { createHash, createHmac, createSecretKey, type KeyObject } from 'node:crypto'

type Hashing = ReturnType<typeof createHash> | ReturnType<typeof createHmac>
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
  #hash: Hashing

  constructor(secret?: Secret) {
    this.#secret = secret === undefined || typeof secret === 'string' ? secret : keyOf(secret)
    this.#hash = this.#begun()
  }

  #begun(): Hashing {
    return this.#secret === undefined ? createHash('sha256') : createHmac('sha256', this.#secret)
  }

  update(bytes: Uint8Array): void {
    this.#hash.update(bytes)
  }

  async digest(): Promise<Uint8Array> {
    return this.#hash.digest()
  }

  reset(): void {
    this.#hash = this.#begun()
  }
}
