import { appendFileSync, mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type * as z from 'zod'
import { ClockReading } from '../shared/clock/programme-clock.ts'
import { callApi } from './call.ts'
import { readAssembly } from './cloud/assembly.ts'
import { type Cloud, type CloudOptions, startCloud } from './cloud/cloud.ts'
import { startControl } from './control.ts'
import { MAIL_SENDER, audienceOf, deployParameters, keptSecrets, paymentSecrets } from './deployment.ts'
import { type Dns, startDns } from './dns.ts'
import { startDynamoDb } from './dynamodb.ts'
import { writeJsonFile } from './files.ts'
import { signOnOf } from './issuer-configuration.ts'
import { startIssuer } from './issuer.ts'
import { freePort, reservePort } from './loopback.ts'
import { type Mail, startMail } from './mail.ts'
import type { SignedEvent } from './payment-provider/deliveries.ts'
import { type PaymentProvider, startPaymentProvider } from './payment-provider/provider.ts'
import { DEMO_PEOPLE, FIRST_STAFF_MEMBER } from './people.ts'
import { asksForSchedules, untilNothingIsDue } from './rounds.ts'
import { type Addresses, ROOT, addressesFile, lockState } from './state.ts'
import type { TokenRequest } from './token-request.ts'

/** The ports of the parts of `npm start`. */
export const USUAL_PORTS = {
  api: 4000,
  issuer: 4001,
  mail: 4002,
  table: 4003,
  control: 4004,
  payments: 4005,
  dns: 4053,
}
export type Ports = typeof USUAL_PORTS

/** The whole programme on this machine. */
export interface Laptop {
  readonly addresses: Addresses
  readonly dns: Dns
  readonly mail: Mail
  readonly payments: PaymentProvider
  readonly cloud: Cloud
  /** An access token for an e-mail address, or an unusual one for tests. */
  token(email: string, extra?: Omit<TokenRequest, 'email'>): Promise<string>
  /** Moves the programme clock by an ISO 8601 duration, and runs every schedule until nothing is due any more, with everything that follows. */
  advanceClock(by: string): Promise<z.infer<typeof ClockReading>>
  /** Runs every schedule once, now, or those of some functions, waits for everything that follows, and says whether anything was changed. */
  runSchedules(functionNames?: readonly string[]): Promise<boolean>
  /** Resolves once everything that is under way has ended: functions, streams, and events of payments. */
  settle(): Promise<void>
  stop(): Promise<void>
}

export interface LaptopOptions extends Pick<CloudOptions, 'timers'> {
  readonly stateDir: string
  /** The synthesized assembly; `cdk.out` by default. */
  readonly assemblyDir?: string
  /** The wanted ports, or the next free ones; any port for a part that is not named. */
  readonly ports?: Partial<Ports>
  /** Prints a line for the person who started the laptop. */
  readonly print?: (line: string) => void
}

/** Starts table, sign-on, DNS, mail, payment provider, the API with its functions, and the control server; throws where another laptop uses the same state. */
export const startLaptop = async ({
  stateDir,
  assemblyDir = join(ROOT, 'cdk.out'),
  ports = {},
  print = () => {},
  ...cloudOptions
}: LaptopOptions): Promise<Laptop> => {
  mkdirSync(stateDir, { recursive: true })
  const lock = lockState(stateDir)
  if (lock === undefined) throw new Error(`Another laptop uses ${stateDir}.`)
  const stops: (() => Promise<void> | void)[] = [() => lock.release()]
  const stop = async (): Promise<void> => {
    rmSync(addressesFile(stateDir), { force: true })
    for (const end of stops.splice(0).reverse())
      try {
        await end()
      } catch (failure) {
        print(`While stopping: ${failure}`)
      }
  }
  const started = async <T extends { stop(): Promise<void> }>(starting: Promise<T>): Promise<T> => {
    const part = await starting
    stops.push(() => part.stop())
    return part
  }
  const portOf = async (part: keyof Ports): Promise<number> => {
    const wanted = ports[part] ?? 0
    if (wanted === 0) return 0
    const port = await freePort(wanted)
    if (port !== wanted) print(`Port ${wanted} is taken: ${part} uses ${port} instead.`)
    return port
  }
  const log = (functionName: string, line: string): void =>
    appendFileSync(join(stateDir, 'functions.log'), `${functionName} ${line}\n`)

  try {
    const secrets = keptSecrets(stateDir)
    const unique = secrets('installation')
      .replace(/[^A-Za-z0-9]/g, '')
      .slice(0, 8)
    // Known before anything listens there, as the deploy parameters and the sign-on name it.
    const apiPort = await reservePort(await portOf('api'))
    stops.push(() => apiPort.release())
    const consoleUrl = `http://localhost:${apiPort.port}/`
    const assembly = readAssembly({
      assemblyDir,
      parameters: deployParameters(consoleUrl),
      secrets,
      unique,
    })
    const audience = audienceOf(assembly)
    let cloud: Cloud | undefined
    const table = await started(
      startDynamoDb({ file: join(stateDir, 'table.db'), port: await portOf('table') }),
    )
    const issuer = await started(
      startIssuer({ port: await portOf('issuer'), stateDir, audience, consoleUrl, offered: DEMO_PEOPLE }),
    )
    const dns = await started(startDns({ port: await portOf('dns'), stateDir }))
    const mail = await started(
      startMail({
        port: await portOf('mail'),
        stateDir,
        sender: MAIL_SENDER,
        onEvent: (event) =>
          void cloud?.deliver(event).catch((failure: unknown) => log('mail-events', String(failure))),
      }),
    )
    const deliver = async ({ body, signature }: SignedEvent): Promise<void> => {
      const headers = { 'content-type': 'application/json', 'stripe-signature': signature }
      const url = `${cloud?.api}/v1/payment-events`
      const { ok, status } = await fetch(url, { method: 'POST', headers, body })
      if (ok) return
      log('payment-events', `The API answered ${status}`)
      throw new Error(`The event has not arrived: ${status}`)
    }
    const payments = await started(
      startPaymentProvider({
        port: await portOf('payments'),
        stateDir,
        ...paymentSecrets(secrets),
        onEvent: deliver,
      }),
    )
    const running = await started(
      startCloud({
        assembly,
        ...cloudOptions,
        environment: { DNS_SERVERS: dns.address, PAYMENT_ADDRESS: payments.url },
        dynamodb: table.endpoint,
        ses: mail.endpoint,
        issuer: issuer.url,
        signOn: signOnOf(issuer.url, consoleUrl),
        port: apiPort,
        stateDir,
        log,
        beforeAnswer: async (answered) => {
          if (asksForSchedules(answered)) await untilNothingIsDue(runSchedules)
        },
      }),
    )
    cloud = running
    const settle = async (): Promise<void> => {
      await running.drain()
      await payments.settled()
      await running.drain()
    }
    const runSchedules = async (functionNames?: readonly string[]): Promise<boolean> => {
      const before = running.writes()
      await running.runSchedules(functionNames)
      await settle()
      return running.writes() !== before
    }
    const control = await started(startControl(await portOf('control'), dns))
    const addresses: Addresses = {
      api: running.api,
      console: consoleUrl,
      issuer: issuer.url,
      mail: mail.endpoint,
      dns: dns.address,
      table: table.endpoint,
      control: control.url,
      inbox: mail.inbox,
      payments: payments.url,
    }
    writeJsonFile(addressesFile(stateDir), addresses)
    return {
      addresses,
      dns,
      mail,
      payments,
      cloud: running,
      token: (email, extra = {}) => issuer.token({ ...extra, email }),
      advanceClock: async (by) => {
        const call = { as: FIRST_STAFF_MEMBER, path: '/clock', answer: ClockReading } as const
        const body = { by, runSchedules: true }
        return await callApi(addresses, { ...call, method: 'POST', body })
      },
      runSchedules,
      settle,
      stop,
    }
  } catch (failure) {
    await stop()
    throw failure
  }
}
