import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { build } from 'esbuild'
import { describe, expect, it } from 'vitest'
import { functionBuild } from '../../../infra/bundle/function-build.ts'
import { trimming } from '../../../infra/bundle/trimming.ts'
import { usePaymentProvider } from '../../support/payment-provider.ts'

const payments = usePaymentProvider()

const PORT = ['client', 'card-entry', 'card', 'charge', 'find', 'refund', 'find-refund', 'event']
  .map((name) => `export * from './functions/outside/payments/${name}.ts'`)
  .join('\n')

const PROGRAM = `
const { provider, createPayer, cardOfMethod, charge, findCharge, refund, findRefund, fetchDispute, openCardEntry, cardOfEntry } = require('./port.js')
const main = async () => {
  const providerCustomer = await createPayer({ ownerId: 'prt_1', key: 'payer' })
  const { paymentMethod } = await cardOfMethod({ paymentMethod: 'pm_card_visa', providerCustomer, key: 'card' })
  const { url } = await openCardEntry({ providerCustomer, returnUrl: 'https://store.example.com', key: 'entry' })
  const entry = await cardOfEntry({ entry: url.split('/').at(-1), providerCustomer })
  const asked = { paymentId: 'pay_1', customerId: 'cus_1', amount: 100, currency: 'usd', providerCustomer, paymentMethod }
  const charged = await charge(asked)
  const found = await findCharge({ ...asked, from: new Date().toISOString(), to: new Date().toISOString() })
  const { outcome } = await refund({ intent: charged.intent, key: 'refund', paymentId: 'pay_1', refundId: 'rfd_1' })
  const back = await findRefund({ intent: charged.intent, refundId: 'rfd_1' })
  const dispute = String(await fetchDispute('du_none'))
  const said = (use) => { try { use(provider()) } catch (error) { return error.message } }
  const leftOut = [said((client) => client.accounts), said((client) => client.account.create()), said((client) => client.oauth)]
  const fetching = process.moduleLoadList.filter((name) => /undici|http2/.test(name))
  console.log(JSON.stringify([entry.unusable, charged.outcome, found.outcome, outcome, back.outcome, dispute, fetching, leftOut]))
}
main()
`

describe('the client of the payment provider in a bundle', () => {
  it('does all that functions ask of it, by Node’s own http alone, and says what was left out', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'port-'))
    const { outputFiles } = await build({
      ...functionBuild([], [trimming().plugin]),
      entryPoints: [],
      stdin: { contents: PORT, resolveDir: join(import.meta.dirname, '..', '..', '..') },
    })
    writeFileSync(join(folder, 'port.js'), outputFiles[0]?.contents ?? '')
    writeFileSync(join(folder, 'program.js'), PROGRAM)
    const { stdout } = await promisify(execFile)(process.execPath, [join(folder, 'program.js')])
    expect(JSON.parse(stdout)).toEqual([
      'incomplete',
      'succeeded',
      'succeeded',
      'succeeded',
      'succeeded',
      'undefined',
      [],
      ['accounts', 'account', 'oauth'].map(
        (name) => `${name} was left out of the bundle: see infra/bundle/payment-resources.ts`,
      ),
    ])
    expect(payments.intents('pay_1')).toHaveLength(1)
    rmSync(folder, { recursive: true })
  })
})
