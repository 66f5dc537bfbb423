import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callControl } from '../../local/call.ts'
import { DnsRecords, SchedulesRun, startControl } from '../../local/control.ts'
import { type Dns, startDns } from '../../local/dns.ts'
import type { HttpServer } from '../../local/loopback.ts'
import { untilNothingIsDue } from '../../local/rounds.ts'
import { isStateLocked, lockState, runningAddresses } from '../../local/state.ts'

let stateDir: string
let dns: Dns
let control: HttpServer
let runs = 0

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'control-'))
  dns = await startDns({ port: 0, stateDir })
  control = await startControl(0, { dns, runSchedules: async () => (runs += 1) < 3 })
})
afterAll(async () => {
  await control.stop()
  await dns.stop()
  rmSync(stateDir, { recursive: true })
})

const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
  callControl(control.url, method, path, body, DnsRecords)

describe('the control server', () => {
  it('adds, lists and removes records', async () => {
    const record = { name: 'example.com', type: 'TXT', value: 'one' }
    expect((await ask('POST', '/dns', record)).records).toEqual([record])
    expect((await ask('GET', '/dns')).records).toEqual([record])
    expect((await ask('DELETE', '/dns', { name: 'example.com', type: 'TXT' })).records).toEqual([])
  })

  it('runs the schedules once, and says whether anything was changed', async () => {
    const run = () => callControl(control.url, 'POST', '/schedules/run', {}, SchedulesRun)
    expect([await run(), runs]).toEqual([{ changed: true }, 1])
  })

  it('is asked until nothing is due any more, within bounds', async () => {
    const run = async () =>
      (await callControl(control.url, 'POST', '/schedules/run', {}, SchedulesRun)).changed
    await untilNothingIsDue(run)
    expect(runs).toBe(3)
    let rounds = 0
    await expect(untilNothingIsDue(async () => (rounds += 1) > 0)).rejects.toThrow('after 150 runs')
    expect(rounds).toBe(150)
  })

  it.each([{ name: 'example.com', type: 'MX', value: 'x' }, { name: 'example.com' }, []])(
    'refuses %o',
    async (body) => {
      await expect(ask('POST', '/dns', body)).rejects.toThrow('400')
    },
  )

  it('is closed to web pages', async () => {
    const response = await fetch(`${control.url}/schedules/run`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
    })
    expect([response.status, runs]).toEqual([403, 3])
  })
})

describe('the state', () => {
  it('belongs to one process at a time', () => {
    const lock = lockState(stateDir)
    expect([isStateLocked(stateDir), lockState(stateDir)]).toEqual([true, undefined])
    lock?.release()
    expect(isStateLocked(stateDir)).toBe(false)
  })

  it('without a running laptop says how to start it', async () => {
    await expect(runningAddresses(stateDir)).rejects.toThrow('npm start')
  })
})
