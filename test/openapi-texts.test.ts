import fc from 'fast-check'
import { RE2JS } from 're2js'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { Components, JsonSchema } from '../docs/generate/openapi/components.ts'
import { isPortable } from '../docs/generate/openapi/portable-pattern.ts'
import document from '../docs/openapi.json' with { type: 'json' }
import { httpOperations } from '../shared/contract/contract.ts'

const TextSchema = z.object({
  type: z.literal('string'),
  pattern: z.string().optional(),
  minLength: z.int().optional(),
  maxLength: z.int().optional(),
  enum: z.array(z.string()).optional(),
  const: z.string().optional(),
  format: z.string().optional(),
  examples: z.array(z.string()).default([]),
})
type TextSchema = z.infer<typeof TextSchema>

interface Text {
  readonly at: string
  readonly schema: z.ZodType
  readonly documented: TextSchema
}

const components = new Components()
const resolved = (part: unknown): Record<string, unknown> => {
  const { $ref, ...own } = JsonSchema.parse(part)
  if (typeof $ref !== 'string') return own
  return { ...resolved(components.all()[$ref.replace('#/components/schemas/', '')]), ...own }
}

/** The texts of an input, each as the server checks it and as the document has it. */
const textsIn = (schema: unknown, part: unknown, at: string): Text[] => {
  const documented = resolved(part)
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault)
    return textsIn(schema.unwrap(), documented, at)
  if (schema instanceof z.ZodArray) return textsIn(schema.element, documented['items'], `${at}[]`)
  if (schema instanceof z.ZodObject)
    return Object.entries(schema.shape).flatMap(([name, member]) =>
      textsIn(member, JsonSchema.parse(documented['properties'])[name], `${at}.${name}`),
    )
  if (!(schema instanceof z.ZodType) || documented['type'] !== 'string') return []
  return [{ at, schema, documented: TextSchema.parse(documented) }]
}

const texts = httpOperations.flatMap(({ name, declaration: { input } }) =>
  textsIn(input, components.of(input, 'input'), name),
)
const distinct = [...new Map(texts.map((text) => [text.schema, text])).values()]

/** What a client that reads the document makes of a text, with its own regular expressions. */
const isRefused = ({ pattern, minLength = 0, maxLength = Infinity, ...one }: TextSchema, text: string) => {
  const characters = [...text].length
  return (
    characters < minLength ||
    characters > maxLength ||
    (pattern !== undefined && !RE2JS.compile(pattern).matcher(text).find()) ||
    (one.enum !== undefined && !one.enum.includes(text)) ||
    (one.const !== undefined && one.const !== text)
  )
}

const SPELLINGS = [
  ...['ada@example.com', 'ADA@Example.COM', "o'neil+x@ex-ample.co.th", 'ada@สยาม.th', 'ada@example。com'],
  ...['example.co.th', 'EXAMPLE.com.', 'bücher.de', 'example．com', 'xn--bcher-kva.de', 'คน.ไทย'],
  ...['TH', 'BR', 'XK', '+6621234567', '0105561234567', '12.345.678/0001-95', 'ＡＢ-１２'],
  ...['https://example.co.th', 'HTTP://สยาม.th/ก?ข=1#ค', 'https://[::1]/', 'P16D', 'PT12H', 'P1DT1S', '1.0'],
  ...['2026-03-01T09:30:00.000Z', '2026-03-01T09:30:00Z', '2026-03-01T09:30:00.000+07:00'],
  ...['2027-06-30', '2028-02-29', '2027-02-29', '2027-6-30'],
  ...['0b9f2a52-6c3e-4f0e-9a44-1d6f0a3c7e21', '0B9F2A52-6C3E-4F0E-9A44-1D6F0A3C7E21'],
  ...[
    'สมชาย ใจดี',
    'Nguyễn'.normalize('NFD'),
    'e\u0301'.repeat(200),
    '𝒜',
    '\u0958'.repeat(100),
    'x'.repeat(4_000),
  ],
]
const AROUND = ['', ' ', '\u00a0', '\ufeff', '\n', ' '.repeat(300)]

const known = ({ documented: { examples, enum: values = [] } }: Text) => [
  ...examples,
  ...values,
  ...SPELLINGS,
]

const spelling = (text: Text) =>
  fc
    .tuple(
      fc.constantFrom(...AROUND),
      fc.oneof(
        { weight: 4, arbitrary: fc.constantFrom(...known(text)) },
        fc.string({ unit: 'grapheme', maxLength: 40 }),
        fc.webUrl({ validSchemes: ['http', 'https'] }),
        fc.emailAddress(),
        fc.domain(),
      ),
      fc.constantFrom(...AROUND),
    )
    .map((parts) => parts.join(''))

describe('texts in the document', () => {
  const patterns = [
    ...new Set(
      [...JSON.stringify(document).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g)].map(([, json = '']) =>
        z.string().parse(JSON.parse(json)),
      ),
    ),
  ]

  it('has patterns that RE2, Python and Rust read as ECMAScript does', () => {
    expect(patterns.length).toBeGreaterThan(8)
    for (const pattern of patterns) {
      expect(isPortable(new RegExp(pattern)), pattern).toBe(true)
      expect(() => RE2JS.compile(pattern), pattern).not.toThrow()
    }
  })

  it.each([
    ...[
      /^\p{L}$/u,
      /^(?=a)b$/,
      /^(?<!a)b$/,
      /^(?<name>a)$/,
      /^(a)\1$/,
      /^\s$/,
      /^[^\s]$/,
      /^[^\d]$/,
      /^\u{61}$/u,
    ],
    ...[/^a$/i, /^a$/m, /a$/, /^a/, /^[a[b]$/, /^\ba$/, /^\u0061$/],
  ])('leaves out %s, which some client cannot read or reads more narrowly', (pattern) => {
    expect(isPortable(pattern)).toBe(false)
  })

  it('has no format that validators read more narrowly than the server', () => {
    const formats = new Set(texts.map(({ documented }) => documented.format))
    const asTheServer = [undefined, 'uuid', 'date', 'date-time']
    expect([...formats].filter((format) => !asTheServer.includes(format))).toEqual([])
  })

  it('has a pattern for addresses, domains, countries, phone numbers and ids', () => {
    for (const [at, refused] of [
      ['addCustomer.superAdmin.email', 'no address'],
      ['addCustomer.domain', 'https://example.com'],
      ['addCustomer.country', 'Thailand'],
      ['submitApplication.company.phone', '02 123 4567'],
      ['getConsoleCustomer.customerId', 'ptr_01JBT0Y6Z2H8M4QK9S5V7W3XRA'],
    ] as const) {
      const text = texts.find((one) => one.at === at)
      expect(text?.documented.pattern, at).toBeTypeOf('string')
      expect(text && isRefused(text.documented, refused), at).toBe(true)
    }
  })

  it.each(distinct.map((text) => [text.at, text] as const))(
    'is never narrower than the server: %s',
    (_at, text) => {
      let taken = 0
      fc.assert(
        fc.property(spelling(text), (sent) => {
          if (!text.schema.safeParse(sent).success) return
          taken += 1
          expect(isRefused(text.documented, sent), JSON.stringify(sent)).toBe(false)
        }),
        { seed: 8, numRuns: 120, examples: known(text).map((one): [string] => [one]) },
      )
      expect(taken).toBeGreaterThan(0)
    },
  )
})
