/** What the console is told of its deployment, at `/config.json`. */
export interface ConsoleConfiguration {
  /** The issuer of the tokens. */
  readonly issuer: string
  readonly authorizationEndpoint: string
  readonly tokenEndpoint: string
  /** The whole address that signs out and returns to the console. */
  readonly signOutUrl: string
  readonly clientId: string
  /** The console's root, as the issuer compares it. */
  readonly redirectUri: string
  /** Whether the programme has a clock of its own, which staff move. */
  readonly hasClock: boolean
}
