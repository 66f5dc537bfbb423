import { createSocket } from 'node:dgram'
import packet from 'dns-packet'

/** A DNS server on loopback that gives each A question the next of its addresses, and counts the questions. */
export interface ChangingDns {
  readonly address: string
  /** The questions so far, as `A example.com`. */
  readonly questions: readonly string[]
  /** What the next A questions are answered with, the last of them for ever. */
  resolveTo(...addresses: string[]): void
  stop(): Promise<void>
}

/** Starts a DNS server whose mind changes from question to question, as an attacker's would. */
export const startChangingDns = async (): Promise<ChangingDns> => {
  const socket = createSocket('udp4')
  const questions: string[] = []
  let left: string[] = []
  socket.on('message', (message, from) => {
    const { id = 0, questions: asked = [] } = packet.decode(message)
    const [question] = asked
    if (!question) return
    questions.push(`${question.type} ${question.name}`)
    const [next] = question.type === 'A' ? left : []
    if (next !== undefined && left.length > 1) left = left.slice(1)
    const answers =
      next === undefined ? [] : [{ name: question.name, type: 'A' as const, ttl: 0, data: next }]
    const reply = packet.encode({ type: 'response', id, questions: asked, answers })
    socket.send(reply, from.port, from.address)
  })
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve))
  return {
    address: `127.0.0.1:${socket.address().port}`,
    questions,
    resolveTo: (...addresses) => {
      questions.length = 0
      left = addresses
    },
    stop: () => new Promise((resolve) => socket.close(() => resolve())),
  }
}
