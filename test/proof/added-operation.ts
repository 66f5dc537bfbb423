/** One change of a newcomer: a new file, or text that is put into an existing one, before the first place that `before` names or at its end. */
export interface Step {
  readonly file: string
  readonly text: string
  readonly into?: 'end' | { readonly before: string }
}

/** A whole operation in the order of the README's "Add an operation": `keepNote`, with a rule, a kind of item and a problem of its own. */
export const steps: readonly Step[] = [
  {
    file: 'docs/programme.md',
    into: { before: '\n### Domains' },
    text: `- **R99** (built) A partner keeps one note on a customer. It is written once and never changed.
`,
  },
  {
    file: 'shared/customers/note.ts',
    text: `import * as z from 'zod'
import { CustomerId } from '../kernel/id.ts'
import { problem } from '../kernel/problem.ts'
import { Line } from '../kernel/text.ts'
import { Instant } from '../kernel/time.ts'

/** The one note that a partner keeps on a customer (R99). */
export const Note = z.object({ customerId: CustomerId, text: Line(500), keptAt: Instant })
export type Note = z.infer<typeof Note>

export const noteAlreadyKept = /* @__PURE__ */ problem(
  'note-already-kept',
  { kind: 'conflict', title: 'This customer has a note already', advice: 'A note cannot be changed.' },
  { keptAt: Instant },
)

/** Writes the note; refused where there is one already (R99). */
export const keep = (
  { customerId, text }: Pick<Note, 'customerId' | 'text'>,
  present: Note | undefined,
  at: Instant,
): Note => {
  if (present) throw noteAlreadyKept({ keptAt: present.keptAt })
  return { customerId, text, keptAt: at }
}
`,
  },
  {
    file: 'shared/table/kinds.ts',
    into: { before: '  auditEntry:' },
    text: `  customerNote: { leadingKey: 'NOTE#*', form: 'entity' },
`,
  },
  {
    file: 'shared/customers/records.ts',
    into: { before: '\ninterface OfCustomer' },
    text: `import { Note } from './note.ts'
`,
  },
  {
    file: 'shared/customers/records.ts',
    into: 'end',
    text: `
/** The note on a customer (R99). */
export const customerNoteRecord = /* @__PURE__ */ entity({
  kind: 'customerNote',
  schema: Note,
  key: ({ customerId }: OfCustomer) => ({ pk: \`NOTE#\${customerId}\`, sk: 'NOTE' }),
})
`,
  },
  {
    file: 'shared/customers/contract.ts',
    into: { before: '\n/** A customer in the Console' },
    text: `import { Note, noteAlreadyKept } from './note.ts'
`,
  },
  {
    file: 'shared/customers/contract.ts',
    into: 'end',
    text: `
export const keepNote = /* @__PURE__ */ operation('keepNote', () => ({
  summary: 'Keep a note on a customer',
  rules: ['R99'],
  on: http('POST', '/console/customers/{customerId}/note', 201),
  allow: ['partner-admin'],
  surface: 'console',
  idempotencyKey: 'accepted',
  reads: ['customerNote'],
  puts: ['customerNote'],
  input: z.strictObject({ customerId: CustomerId, text: Note.shape.text }),
  output: z.strictObject({ ...Note.shape, version: z.int() }),
  problems: [noteAlreadyKept],
}))
`,
  },
  {
    file: 'shared/words/problems/th.ts',
    into: { before: '}\n' },
    text: `  'note-already-kept.title': 'ลูกค้ารายนี้มีบันทึกอยู่แล้ว',
  'note-already-kept.advice': 'ไม่สามารถเปลี่ยนแปลงบันทึกได้',
`,
  },
  {
    file: 'shared/words/problems/pt-BR.ts',
    into: { before: '}\n' },
    text: `  'note-already-kept.title': 'Este cliente já tem uma anotação',
  'note-already-kept.advice': 'Uma anotação não pode ser alterada.',
`,
  },
  {
    file: 'functions/customers/keep-note.ts',
    text: `import { keepNote } from '../../shared/customers/contract.ts'
import { keep } from '../../shared/customers/note.ts'
import { customerNoteRecord } from '../../shared/customers/records.ts'
import { servePartnerOnCustomer } from '../edge/serve.ts'

export const handler = servePartnerOnCustomer(
  keepNote,
  { present: customerNoteRecord },
  ({ input, present, now }) => {
    const note = keep(input, present, now)
    return {
      answer: { ...note, version: 1 },
      changes: [customerNoteRecord.create(note, { action: 'note.kept' })],
    }
  },
)
`,
  },
  {
    file: 'test/customers/keep-note.test.ts',
    text: `import { expect } from 'vitest'
import { handler } from '../../functions/customers/keep-note.ts'
import { keepNote } from '../../shared/customers/contract.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { describeOperation } from '../support/describe/describe-operation.ts'
import { auditActions } from '../support/table/effects.ts'

const noting = async () => {
  const { admin, partner } = await arrange.partner()
  const { customer } = await arrange.customer(partner)
  return { as: admin, input: { customerId: customer.customerId, text: 'Prefers to be called' } }
}

describeOperation(keepNote, handler, {
  done: {
    title: 'R99 keeps the note, with an audit entry',
    arrange: noting,
    then: async (answer, { input }, table) => {
      expect(answer).toMatchObject({ ...input, version: 1 })
      expect(await auditActions(table, \`NOTE#\${input.customerId}\`)).toEqual(['note.kept'])
    },
  },
  refuses: {
    'note-already-kept': async () => {
      const asking = await noting()
      expect(await call(keepNote, handler, asking.as, asking.input)).toMatchObject({ status: 201 })
      return asking
    },
  },
})
`,
  },
]
