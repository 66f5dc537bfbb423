import type { HttpOperationName, Route } from './client.ts'

export const routes = {} as const satisfies Record<HttpOperationName, Route>
