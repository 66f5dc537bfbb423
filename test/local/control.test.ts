import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callControl } from '../../local/call.ts'
import { DnsRecords, startControl } from '../../local/control.ts'
import { type Dns, startDns } from '../../local/dns.ts'
import type { HttpServer } from '../../local/loopback.ts'
import { isStateLocked, lockState, runningAddresses } from '../../local/state.ts'

let stateDir: string
let dns: Dns
let control: HttpServer

beforeAll(async () => {
  stateDir = mkdtempSync(join(tmpdir(), 'control-'))
  dns = await startDns({ port: 0, stateDir })
  control = await startControl(0, dns)
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

  it.each([{ name: 'example.com', type: 'MX', value: 'x' }, { name: 'example.com' }, []])(
    'refuses %o',
    async (body) => {
      await expect(ask('POST', '/dns', body)).rejects.toThrow('400')
    },
  )

  it('is closed to web pages', async () => {
    const response = await fetch(`${control.url}/dns`, {
      method: 'POST',
      headers: { origin: 'https://evil.example' },
      body: JSON.stringify({ name: 'example.com', type: 'TXT', value: 'evil' }),
    })
    expect([response.status, dns.list()]).toEqual([403, []])
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
