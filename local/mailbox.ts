import { appendFileSync, existsSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import * as z from 'zod'

/** A mail in the inbox; `at` counts seconds since the epoch. */
export const Message = z.object({
  messageId: z.string(),
  from: z.string(),
  replyTo: z.array(z.string()),
  destination: z.object({ to: z.array(z.string()), cc: z.array(z.string()), bcc: z.array(z.string()) }),
  subject: z.string(),
  body: z.object({ html: z.string().optional(), text: z.string().optional() }),
  attachments: z.array(
    z.object({
      content: z.string(),
      contentType: z.string(),
      filename: z.string().optional(),
      size: z.number(),
    }),
  ),
  headers: z.array(z.object({ name: z.string(), value: z.string() })).optional(),
  at: z.number(),
  tags: z.record(z.string(), z.string()),
})
export type Message = z.infer<typeof Message>

/** Reads the mails of the file; an incomplete last line, left by a kill, was never acknowledged and is removed. */
const readMessages = (file: string): Message[] => {
  if (!existsSync(file)) return []
  const bytes = readFileSync(file)
  const whole = bytes.subarray(0, bytes.lastIndexOf(10) + 1)
  if (whole.length < bytes.length) truncateSync(file, whole.length)
  const lines = whole
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
  return lines.map((line) => Message.parse(JSON.parse(line)))
}

/** The mails in a file of JSON lines, oldest first. */
export interface Mailbox {
  list(): readonly Message[]
  add(message: Message): void
  clear(): void
}

/** Opens the mails of a file, where they stay after a restart. */
export const openMailbox = (file: string): Mailbox => {
  let messages = readMessages(file)
  return {
    list: () => messages,
    add: (message) => {
      appendFileSync(file, `${JSON.stringify(message)}\n`)
      messages.push(message)
    },
    clear: () => {
      messages = []
      rmSync(file, { force: true })
    },
  }
}
