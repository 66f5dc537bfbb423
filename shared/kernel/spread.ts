/** The part from 0 that an id belongs to when ids are spread evenly over some parts; the same for good. */
export const spread = (id: string, parts: number): number => {
  let hash = 0
  for (const character of id) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) >>> 0
  return hash % parts
}
