import type { Kind } from '../../shared/table/kinds.ts'
import { keyText, type Preloaded } from '../../shared/table/reader.ts'
import type { LookUp, LookUpOrRefuse } from '../../shared/table/record.ts'

type Preload<K extends Kind, Input> = LookUp<K, unknown, Input> &
  Partial<Pick<LookUpOrRefuse<K, unknown, Input>, 'refusal'>>

/** Items whose keys the input alone gives, by the name under which the operation gets them; they are read together with what the gates read. */
export type Preloads<K extends Kind, Input> = Readonly<Record<string, Preload<K, Input>>>

/** The preloads as an operation gets them: an item may be missing only if its look-up has no refusal. */
export type Loaded<P> = {
  readonly [Name in keyof P]: P[Name] extends LookUpOrRefuse<Kind, infer Item, never>
    ? Item
    : P[Name] extends LookUp<Kind, infer Item, never>
      ? Item | undefined
      : never
}

const isLoaded = <P extends object>(preloads: P, items: object): items is Loaded<P> =>
  Object.keys(preloads).every((name) => name in items)

/** The preloaded items by name; refuses the request if one with a refusal is missing. */
export const loadedOf = <Input, P extends Preloads<Kind, Input>>(
  preloads: P,
  input: Input,
  items: Preloaded,
): Loaded<P> => {
  const loaded = Object.fromEntries(
    Object.entries<Preload<Kind, Input>>(preloads).map(([name, { key, parse, refusal }]) => {
      const item = items.get(keyText(key(input)))
      if (item === undefined && refusal) throw refusal()
      return [name, item && parse(item)]
    }),
  )
  if (!isLoaded(preloads, loaded)) throw new Error('A preload was not looked for')
  return loaded
}
