import { Agent as HttpAgent, type AgentOptions } from 'node:http'
import { Agent as HttpsAgent } from 'node:https'

const ONCE = { keepAlive: false, maxSockets: Infinity } as const satisfies AgentOptions

/**
 * Agents for one request on a connection of its own: one that outlives a freeze of the function may be dead, and what is written to it is
 * uncertain. They tell whether the connection was ready, over TLS secure, so that the request may have been written to it.
 */
export const oneConnection = () => {
  let isReady = false
  const telling = <A extends HttpAgent>(agent: A, event: 'connect' | 'secureConnect'): A => {
    const connect = agent.createConnection.bind(agent)
    agent.createConnection = (options, callback) =>
      connect(options, callback)?.once(event, () => (isReady = true))
    return agent
  }
  return {
    httpAgent: telling(new HttpAgent(ONCE), 'connect'),
    httpsAgent: telling(new HttpsAgent(ONCE), 'secureConnect'),
    wasReady: (): boolean => isReady,
  }
}
