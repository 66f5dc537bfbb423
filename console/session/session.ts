import type { Config } from './config.ts'
import { arrive, forget, leaveForSignIn, renewed, type Tokens } from './sign-on.ts'

/** `ended` after a refused refresh: the page stays, and the person signs in again. */
export type SessionState = 'signed-out' | 'signed-in' | 'ended'

/** Who is signed in, in this tab. */
export class Session {
  readonly config: Config
  #tokens: Tokens | undefined
  #state: SessionState
  #renewing: Promise<boolean> | undefined
  readonly #watchers = new Set<(state: SessionState) => void>()
  readonly #tabs = new BroadcastChannel('session')

  private constructor(config: Config, tokens: Tokens | undefined) {
    this.config = config
    this.#tokens = tokens
    this.#state = tokens === undefined ? 'signed-out' : 'signed-in'
    this.#tabs.onmessage = () => {
      this.#drop('signed-out')
      // What was read is in memory, which goes with the document.
      location.reload()
    }
  }

  /** The session of who arrives at the console, or of nobody. */
  static async begin(config: Config): Promise<Session> {
    return new Session(config, await arrive(config))
  }

  get state(): SessionState {
    return this.#state
  }

  get token(): string {
    return this.#tokens?.access ?? ''
  }

  /** Calls back with each new state, until what is returned is called. */
  watch(watcher: (state: SessionState) => void): () => void {
    this.#watchers.add(watcher)
    return () => this.#watchers.delete(watcher)
  }

  /** Gets a token in place of a refused one, once for all who ask at the same time; `false` where the session has ended. */
  async renew(refused: string): Promise<boolean> {
    if (this.#tokens !== undefined && this.#tokens.access !== refused) return true
    this.#renewing ??= this.#renew().finally(() => (this.#renewing = undefined))
    return this.#renewing
  }

  async #renew(): Promise<boolean> {
    const refresh = this.#tokens?.refresh
    const tokens = refresh === undefined ? undefined : await renewed(this.config, refresh)
    if (tokens === undefined) {
      if (this.#state === 'signed-in') this.#drop('ended')
      return false
    }
    this.#tokens = tokens
    return true
  }

  /** Leaves for the issuer and returns to the page that is open. */
  signIn(): Promise<never> {
    return leaveForSignIn(this.config)
  }

  /** Signs out in all tabs and at the issuer. */
  signOut(): void {
    forget()
    this.#tabs.postMessage('signed-out')
    this.#drop('signed-out')
    location.assign(this.config.signOutUrl)
  }

  #drop(state: SessionState): void {
    this.#tokens = undefined
    this.#state = state
    if (state === 'signed-out') sessionStorage.clear()
    for (const watcher of this.#watchers) watcher(state)
  }
}
