import { createRequire } from 'node:module'
import * as z from 'zod'
import { registrySuffix } from '../../shared/domains/registry-suffix.ts'

/** The list as the package holds it: a tree of labels from the right; each node has a range of edges, each edge a label and a node. */
const Tree = z.object({
  nodeFlags: z.instanceof(Uint8Array),
  edgeStart: z.instanceof(Uint16Array),
  edgeLength: z.instanceof(Uint8Array),
  edgeChild: z.instanceof(Uint16Array),
  labelText: z.string(),
  rulesRoot: z.int(),
  exceptionsRoot: z.int(),
})

const namesBelow = (tree: z.infer<typeof Tree>, root: number): string[] => {
  const { nodeFlags, edgeStart, edgeLength, edgeChild, labelText } = tree
  const labels: string[] = []
  let begin = 0
  for (const length of edgeLength) {
    labels.push(labelText.slice(begin, begin + length))
    begin += length
  }
  const below = (node: number, suffix: string): string[] =>
    labels.slice(edgeStart[node], edgeStart[node + 1]).flatMap((label, index) => {
      const child = edgeChild[(edgeStart[node] ?? 0) + index] ?? 0
      const name = suffix === '' ? label : `${label}.${suffix}`
      return [...(nodeFlags[child] === 0 ? [] : [name]), ...below(child, name)]
    })
  return below(root, '')
}

/** Every rule of the public suffix list, and the names that its exceptions take out of it. */
export const publicSuffixList = (): { readonly rules: string[]; readonly exceptions: string[] } => {
  const load = createRequire(import.meta.url)
  const tree = Tree.parse(load('tldts/dist/cjs/src/data/trie.js'))
  return { rules: namesBelow(tree, tree.rulesRoot), exceptions: namesBelow(tree, tree.exceptionsRoot) }
}

const labelOf = (name: string): string => name.split('.', 1).join()
const suffixOf = (name: string): string => name.slice(labelOf(name).length + 1)

/** A label that stands for any. */
const NO_RULE_HAS_IT = 'no-rule-has-it'

/** Hosts are looked up in A-labels, which the list has beside each name that is not ASCII. */
const isAscii = (name: string): boolean => /^\p{ASCII}+$/u.test(name)

const decides = (rule: string): boolean => {
  const suffix = rule.replace('*', NO_RULE_HAS_IT)
  return isAscii(rule) && registrySuffix(suffix) === suffix
}

/** The rules that decide about domains (R11, R30), as `suffixLookup` reads them; throws where the list has none. */
export const suffixRules = (): string => {
  const { rules, exceptions } = publicSuffixList()
  const deciding = rules.filter(decides)
  if (deciding.length === 0) throw new Error('The public suffix list has no rules')
  const bySuffix = Map.groupBy([...deciding, ...exceptions.map((name) => `!${name}`)].sort(), suffixOf)
  return [...bySuffix]
    .map(([suffix, names]) => `${suffix} ${names.map(labelOf).join(' ')} `)
    .sort()
    .join('\n')
}
