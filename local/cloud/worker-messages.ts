/** What a worker is started with. */
export interface WorkerStart {
  readonly codeDir: string
  readonly handler: string
}

/** One event for a function; `event` is JSON. */
export interface Invocation {
  readonly requestId: string
  readonly event: string
  readonly deadline: number
  readonly functionName: string
  readonly functionArn: string
  readonly memoryMegabytes: number
}

/** What a function threw, as Lambda reports it. */
export interface Thrown {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace: readonly string[]
}

/** What a worker tells: that its code is loaded, what the function returned as JSON, or what it threw. */
export type Told =
  | { readonly kind: 'ready' }
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'threw'; readonly thrown: Thrown }
