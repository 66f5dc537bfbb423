/** The parts of the provider's API that functions use, as the client names them. */
const USED = ['checkout', 'customers', 'disputes', 'paymentIntents', 'paymentMethods', 'refunds']

const MADE = /this\.(\w+) = new (\w+)\(this\);/g
const IMPORT = /import \{ (\w+),? \} from '\.\/resources(?:\/[\w/]+)?\.js';/g
const ALL = "import * as resources from './resources.js';"

/** Defines what was left out, so that using it says so. */
const ABSENT = `
function absent(client, name) {
  Object.defineProperty(client, name, { get() { throw new Error(name + ' was left out of the bundle: see infra/bundle/payment-resources.ts') } });
}`

/** The client of the payment provider without the parts that functions never use; `undefined` for another source. */
export const withoutUnusedResources = (source: string): string | undefined => {
  if (!source.includes(ALL)) return undefined
  const made = source
    .replace(ALL, 'const resources = {};')
    .replace('this.account = this.accounts;', "absent(this, 'account');")
    .replaceAll(MADE, (making, name: string) => (USED.includes(name) ? making : `absent(this, '${name}');`))
  const used = made.replaceAll(IMPORT, (importing, name: string) =>
    made.includes(`new ${name}(this)`) ? importing : '',
  )
  return used + ABSENT
}
