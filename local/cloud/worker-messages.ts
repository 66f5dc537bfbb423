/** The data with which a worker starts. */
export interface WorkerStart {
  readonly codeDir: string
  readonly handler: string
  /** The folder of compiled scripts. */
  readonly compiled: string
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

/** An error of a function, as Lambda reports it. */
export interface Thrown {
  readonly errorType: string
  readonly errorMessage: string
  readonly trace: readonly string[]
}

/** A message of a worker: its code is loaded, the function returned (JSON), or it threw. */
export type WorkerMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'returned'; readonly payload: string }
  | { readonly kind: 'threw'; readonly thrown: Thrown }
