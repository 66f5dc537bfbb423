import { callControl } from './call.ts'
import { runCommand, words } from './command-line.ts'
import { DnsRecords } from './control.ts'
import { RecordType } from './dns.ts'
import { runningAddresses } from './state.ts'

const USAGE = `Say what to do:
  npm run dns -- add example.com TXT "…"          (@.example.com is example.com itself)
  npm run dns -- add zb1.example.com CNAME target.example.net
  npm run dns -- add example.com A 127.0.0.1
  npm run dns -- remove example.com TXT
  npm run dns -- list`

const nameOf = (text: string): string => text.replace(/^@\./, '')

const typeOf = (text: string): RecordType => {
  const parsed = RecordType.safeParse(text.toUpperCase())
  if (!parsed.success) throw new Error(`"${text}" is none of ${RecordType.options.join(', ')}.\n${USAGE}`)
  return parsed.data
}

const changeRecords = async (): Promise<void> => {
  const [verb, name, type, value, ...rest] = words()
  if (rest.length > 0) throw new Error(`Put the value in quotes.\n${USAGE}`)
  const ask = async (method: 'GET' | 'POST' | 'DELETE', body?: unknown): Promise<void> => {
    const { control, dns } = await runningAddresses()
    const { records } = await callControl(control, method, '/dns', body, DnsRecords)
    console.log(`The DNS at ${dns} has ${records.length === 0 ? 'no records' : ''}`.trimEnd())
    for (const record of records) console.log(`  ${record.name} ${record.type} ${record.value}`)
  }
  if (verb === 'list' && name === undefined) return await ask('GET')
  if (name === undefined || type === undefined) throw new Error(USAGE)
  if (verb === 'add' && value !== undefined)
    return await ask('POST', { name: nameOf(name), type: typeOf(type), value })
  if (verb === 'remove' && value === undefined)
    return await ask('DELETE', { name: nameOf(name), type: typeOf(type) })
  throw new Error(USAGE)
}

await runCommand(changeRecords)
