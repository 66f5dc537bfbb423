/** A name in kebab case, as in the file names of operations: `extendTrial` is `extend-trial`. */
export const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)
