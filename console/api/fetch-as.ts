import type { Session } from '../session/session.ts'

/** Repeats a request once with a renewed token, same key and body, where its token was refused. */
export const fetchAs =
  (session: Session): typeof globalThis.fetch =>
  async (address, init) => {
    const { token } = session
    const response = await fetch(address, init)
    if (response.status !== 401 || !(await session.renew(token))) return response
    const headers = new Headers(init?.headers)
    headers.set('authorization', `Bearer ${session.token}`)
    return fetch(address, { ...init, headers })
  }
