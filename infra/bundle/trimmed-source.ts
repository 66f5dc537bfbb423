import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { suffixRules } from './suffix-rules.ts'

/** A file's source without something; `undefined` where the file does not hold it. */
export type Trim = (source: string) => string | undefined

/** Another module in place of one that exports this name. */
export const insteadOf =
  (exported: string, replacement: string): Trim =>
  (source) =>
    source.includes(exported) ? replacement : undefined

/** The source of a module of this folder. */
export const standIn = (name: string): string => readFileSync(join(import.meta.dirname, `${name}.ts`), 'utf8')

const EXPORTED = /^export (?:const|function|async function|class) (\w+)|^export \{ \w+ as (\w+) \}/gm

/** The same exports, which throw when they are called. */
export const throwing = (source: string): string | undefined => {
  const names = [...source.matchAll(EXPORTED)].map(([, declared, renamed]) => declared ?? renamed)
  if (names.length === 0) return undefined
  return `function absent() { throw new Error('This was left out of the bundle: see infra/bundle/trimming.ts') }
export { ${names.map((name) => `absent as ${name}`).join(', ')} }`
}

/** Writes computed keys out, so that the bundler sees that the schemas of other calls have no effect, and drops them. */
export const withPlainKeys = (source: string): string | undefined => {
  const names = new Map(
    [...source.matchAll(/^const (_\w+) = ("[^"]*");$/gm)].map(([, name, text]) => [name, text]),
  )
  const plain = source.replaceAll(/\[(_\w+)\]:/g, (computed, name: string) => {
    const key = names.get(name)
    return key === undefined ? computed : `${key}:`
  })
  return plain === source ? undefined : plain
}

const JIT = 'const jit = !core.globalConfig.jitless;'
const COMPILER = 'const generateFastpass = (shape) => {'

/** Schemas that are never compiled, without their compiler. */
export const withoutCompiler = (source: string): string | undefined =>
  source.includes(JIT) && source.includes(COMPILER)
    ? source.replace(JIT, 'const jit = false;').replace(COMPILER, `${COMPILER} return undefined;`)
    : undefined

const COPIED = 'const stack = clientStack.concat(this.middlewareStack);'
const COPY = 'this.clientCommand.resolveMiddleware(stack,'
const RESOLVED = 'return async () => handler(this.clientCommand);'
const RESOLVES = 'resolveMiddleware('

/** Document commands whose steps serve every command of their class; throws where one is otherwise than known, as it would send the first command again. */
export const servingAll = (source: string): string | undefined => {
  if (!source.includes(RESOLVES)) return undefined
  if (![COPIED, COPY, RESOLVED].every((known) => source.includes(known)))
    throw new Error('The document client has a command that resolves its steps otherwise than is known')
  return source
    .replace(COPIED, '')
    .replace(COPY, COPY.replace('(stack', '(clientStack'))
    .replace(RESOLVED, 'return async ({ clientCommand }) => handler(clientCommand);')
}

/** The source with other texts in place of some that it holds. */
export const replaced =
  (...texts: readonly (readonly [from: string, to: string])[]): Trim =>
  (source) =>
    texts.every(([from]) => source.includes(from))
      ? texts.reduce((before, [from, to]) => before.replaceAll(from, () => to), source)
      : undefined

/** Texts and numbers, most of what is marshalled, without asking first whether they are sets, maps or bytes; bytes are refused. */
export const plainFirst = replaced(
  [
    'export const convertToAttr = (data, options) => {',
    `export const convertToAttr = (data, options) => {
if (typeof data === 'string' && !options?.convertEmptyValues) return convertToStringAttr(data);
if (typeof data === 'number') return convertToNumberAttr(data, options);`,
  ],
  ['return convertToBinaryAttr(data);', "throw new Error('The table holds no bytes');"],
)

/** The items and values of a request written as JSON by Node, and those of an answer as they were parsed: only bytes are otherwise, which are refused. */
export const valuesAsJson = replaced(
  [
    'class DynamoDBJsonShapeSerializer2',
    `const encoder = new TextEncoder();
const holdsValues = (schema) => {
  const value = schema.isMapSchema() ? schema.getValueSchema() : schema;
  return value.isStructSchema() && value.getName(true) === ATTRIBUTE_VALUE;
};
class DynamoDBJsonShapeSerializer2`,
  ],
  ['ns.isStructSchema() && ns.getName(true) === ATTRIBUTE_VALUE', 'holdsValues(ns)'],
  [
    'this.writeAttributeValue(value);',
    `const json = JSON.stringify(value);
this.ensure(json.length * 3);
this.i += encoder.encodeInto(json, this.json.subarray(this.i)).written;`,
  ],
  ['return this.readAttributeValue(value);', 'return value;'],
)

export const versionAlone = (source: string): string | undefined => {
  const [version] = /"version": "[\w.-]+"/.exec(source) ?? []
  return version && `{ ${version} }`
}

/** The look-up of suffixes in the rules that decide, in place of the package with the whole list. */
export const compactSuffixes = (): string => `${standIn('suffix-lookup')}
export const registrySuffix = /* @__PURE__ */ suffixLookup(${JSON.stringify(suffixRules())})`

/** The partitions of AWS, each told by the pattern of its regions alone. */
export const withoutRegions = (source: string): string | undefined => {
  const patternsAlone = source.replaceAll(/"regions": \{(?:\s*"[\w-]+": \{[^}]*\},?)*\s*\}/g, '"regions": {}')
  return patternsAlone === source ? undefined : patternsAlone
}
