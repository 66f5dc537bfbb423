import type { Page, Request, Route } from 'playwright-core'

/** The requests of a page from now on that are of a method and whose address matches. */
export const requestsOf = (page: Page, method: string, address: RegExp): readonly Request[] => {
  const found: Request[] = []
  page.on('request', (request) => {
    if (request.method() === method && address.test(request.url())) found.push(request)
  })
  return found
}

/** The idempotency keys of requests, each once. */
export const keysOf = (requests: readonly Request[]): readonly string[] => [
  ...new Set(requests.map((request) => request.headers()['idempotency-key'] ?? '')),
]

/** Answers the next request of a method to an address in the place of the network. */
export const answerNext = async (
  page: Page,
  method: string,
  address: RegExp,
  answer: (route: Route) => Promise<void>,
): Promise<void> => {
  let isAnswered = false
  await page.route(address, async (route) => {
    if (isAnswered || route.request().method() !== method) return route.fallback()
    isAnswered = true
    await answer(route)
  })
}

/** The connection is lost before the request has reached the API. */
export const lostBefore = (route: Route): Promise<void> => route.abort('connectionreset')

/** The connection is lost after the API has done what was asked. */
export const lostAfter = async (route: Route): Promise<void> => {
  await route.fetch()
  await route.abort('connectionreset')
}

/** A refusal as the gateway gives it, which knows no languages. */
export const gatewayRefusal =
  (status: number, headers: Readonly<Record<string, string>> = {}) =>
  (route: Route): Promise<void> =>
    route.fulfill({ status, headers, json: { message: 'Refused' } })
