import { join, relative } from 'node:path'
import * as z from 'zod'
import { ClockReading } from '../shared/clock/programme-clock.ts'
import { callApi, callControl } from './call.ts'
import { runCommand } from './command-line.ts'
import { seedDemo } from './demo.ts'
import { type Laptop, USUAL_PORTS, startLaptop } from './laptop.ts'
import { DEMO_PARTNER, FIRST_STAFF_MEMBER, REVIEWER, SECOND_PARTNER } from './people.ts'
import { ROOT, STATE_DIR, addressesFile, isStateLocked, runningAddresses } from './state.ts'
import { synthesize } from './synthesize.ts'

const ASSEMBLY = join(ROOT, 'cdk.out')

const timed = async <T>(
  part: string,
  start: () => Promise<T>,
  resultOf: (started: T) => string,
): Promise<T> => {
  const began = performance.now()
  const started = await start()
  const seconds = ((performance.now() - began) / 1_000).toFixed(1)
  console.log(`  ${part.padEnd(12)} ${resultOf(started)} (${seconds} s)`)
  return started
}

const otherLaptop = async (): Promise<string> => {
  try {
    const { api, control } = await runningAddresses()
    const { pid } = await callControl(control, 'GET', '/health', undefined, z.object({ pid: z.int() }))
    return `The laptop already runs: process ${pid}, API at ${api}. Use that one, or stop it with Ctrl-C there.`
  } catch {
    return `Another "npm start" is just starting or stopping on ${STATE_DIR}; try again in a moment.`
  }
}

const refuseSecond = async (): Promise<void> => {
  if (isStateLocked(STATE_DIR)) throw new Error(await otherLaptop())
}

const commands = ({ addresses: { api } }: Laptop): string => {
  const as = (email: string): string =>
    `-H "Authorization: Bearer $(npm run --silent token -- --as ${email})"`
  const json = `-H 'Content-Type: application/json'`
  const customer = JSON.stringify({
    domain: 'example.com',
    organizationName: 'Example Company',
    superAdmin: { firstName: 'Ada', lastName: 'Silva', email: 'ada@example.com' },
    country: 'TH',
    language: 'en',
    trial: { plan: 'professional', licences: 10 },
  })
  const verification = `${api}/v1/console/customers/$CUSTOMER/domain/verification`
  const organization = `${api}/v1/organizations/$CUSTOMER`
  const store = `${api}/v1/store/customers/$CUSTOMER`
  const wish = { plan: 'standard', licences: 10 }
  const quoted = JSON.stringify({ ...wish, cardType: 'RC' })
  const bought = JSON.stringify({ ...wish, profile: { cardType: 'RC', paymentMethod: 'pm_card_visa' } })
  const users = JSON.stringify({ users: [{ email: 'bob@example.com', firstName: 'Bob', lastName: 'Silva' }] })
  const pick = (path: string): string => `node -pe 'JSON.parse(require("fs").readFileSync(0)).${path}'`
  return `Nine commands to paste into another terminal, in this folder:

  1. See who waits for a reply, by due date
     curl -s ${as(REVIEWER)} '${api}/v1/staff/applications?status=submitted'

  2. Add a customer with a trial, as the demo's partner
     CUSTOMER=$(curl -s ${as(DEMO_PARTNER)} ${json} -d '${customer}' ${api}/v1/customers | ${pick('customerId')}); echo $CUSTOMER

  3. Publish the record that proves its domain, in the local DNS
     npm run dns -- add example.com TXT "$(curl -s ${as(DEMO_PARTNER)} ${verification} | ${pick('records.find(({ method }) => method === "TXT").value')})"

  4. Verify the domain, then extend the trial
     curl -s ${as(DEMO_PARTNER)} ${json} -d '{"method":"TXT"}' ${verification}; curl -s ${as(DEMO_PARTNER)} -H "Idempotency-Key: $(date +%s)" -X POST ${api}/v1/console/customers/$CUSTOMER/trial/extensions

  5. Manage the organisation in a session: add a user, and be refused one of the ten that a partner never does
     curl -s ${as(DEMO_PARTNER)} -X POST ${api}/v1/console/customers/$CUSTOMER/management-session; curl -s ${as(DEMO_PARTNER)} ${json} -d '${users}' ${organization}/users; curl -s ${as(DEMO_PARTNER)} -X PUT ${organization}/settings/tfa

  6. Let 23 days pass, which mails a reminder, and 8 more, which end the trial; then the organisation reads its log and revokes its partner
     npm run clock -- +23d; npm run clock -- +8d; curl -s ${as('ada@example.com')} ${organization}/audit; curl -s ${as('ada@example.com')} -X POST ${organization}/partner-access/revocation

  7. A second partner makes a code; the organisation enters it and moves to that partner
     CODE=$(curl -s ${as(SECOND_PARTNER)} -X POST ${api}/v1/partner/code | ${pick('code')}); curl -s ${as('ada@example.com')} ${json} -d "{\\"code\\":\\"$CODE\\"}" ${organization}/partner; curl -s ${as(SECOND_PARTNER)} '${api}/v1/store/customers?search=example.com'

  8. It asks what ten licences cost, and buys them with its card, a test card of the local payment provider
     curl -s ${as(SECOND_PARTNER)} ${json} -d '${quoted}' ${store}/subscription/quote; curl -s -X PUT ${as(SECOND_PARTNER)} ${json} -H 'If-Match: *' -H "Idempotency-Key: $(date +%s)" -d '${bought}' ${store}/subscription

  9. See what the demo's partner has sold in its year, as JSON and as CSV, what commission that earned, and each entry of it
     curl -s ${as(DEMO_PARTNER)} ${api}/v1/reports/overview; curl -s ${as(DEMO_PARTNER)} ${api}/v1/payments.csv; curl -s ${as(DEMO_PARTNER)} ${api}/v1/commission; curl -s ${as(DEMO_PARTNER)} ${api}/v1/commission/entries
`
}

/** Everything answers from now on; what is not there yet is the demo. */
const printAddresses = ({ addresses }: Laptop): void =>
  console.log(`
  Console  ${addresses.console}
  API      ${addresses.api}/v1      (${addresses.api}/v1/openapi.json)
  Mails    ${addresses.inbox}
  Sign-on  ${addresses.issuer}
  DNS      ${addresses.dns}
  Table    ${addresses.table}
  Payments ${addresses.payments}
  All of them answer, ${process.uptime().toFixed(1)} s after the start. They are also in ${relative(process.cwd(), addressesFile(STATE_DIR))}; the logs of the functions are in functions.log in the same folder.
`)

const DAY_MS = 86_400_000

const daysAhead = async ({ addresses }: Laptop): Promise<number> => {
  const call = { as: FIRST_STAFF_MEMBER, method: 'GET', path: '/clock', answer: ClockReading } as const
  return Math.floor((await callApi(addresses, call)).aheadMs / DAY_MS)
}

const STOP_WITHIN_MS = 15_000

// The terminal and npm both send the signal: the second one must not end the process while it stops.
const untilInterrupted = (): Promise<void> =>
  new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve())
  })

const start = async (): Promise<void> => {
  await refuseSecond()
  console.log('Workplace Partner Programme, on this machine')
  await timed(
    'template',
    () => synthesize(ASSEMBLY),
    (made) => (made ? 'synthesized' : 'is up to date'),
  )
  // Another one may have started while this one waited for the template.
  await refuseSecond()
  const interrupted = untilInterrupted()
  const laptop = await timed(
    'laptop',
    () => startLaptop({ stateDir: STATE_DIR, assemblyDir: ASSEMBLY, ports: USUAL_PORTS, print: console.log }),
    ({ addresses }) => `listens at ${addresses.api}`,
  )
  try {
    printAddresses(laptop)
    const seeding = timed(
      'demo',
      () => seedDemo(laptop, STATE_DIR, (done) => console.log(`  demo         … ${done}`)),
      (made) => (made ? 'seeded' : 'was there already'),
    )
    const isSeeded = await Promise.race([seeding.then(() => true), interrupted.then(() => false)])
    if (isSeeded)
      console.log(`
${commands(laptop)}
The programme clock is ${await daysAhead(laptop)} days ahead. Move the clock with "npm run clock -- +16d"; stop with Ctrl-C; delete all data with "npm run reset".`)
    await interrupted
    console.log('\nStopping …')
  } finally {
    setTimeout(() => process.exit(1), STOP_WITHIN_MS).unref()
    await laptop.stop()
  }
}

await runCommand(start)
