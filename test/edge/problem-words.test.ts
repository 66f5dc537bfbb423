import { describe, expect, it, vi } from 'vitest'
import { handler as advance } from '../../functions/clock/advance-clock.ts'
import { handler as extend } from '../../functions/trials/extend-trial.ts'
import { world } from '../../functions/outside/world.ts'
import { advanceClock } from '../../shared/clock/contract.ts'
import { customerRecord } from '../../shared/customers/records.ts'
import { extendTrial } from '../../shared/trials/contract.ts'
import { trialNotRunning } from '../../shared/trials/trial.ts'
import * as arrange from '../support/arrange.ts'
import { call } from '../support/describe/call.ts'
import { useTestTable } from '../support/table/test-table.ts'

describe('the language of a refusal', () => {
  useTestTable()
  vi.spyOn(console, 'log').mockReturnValue(undefined)

  const organization = async () => {
    const { admin, partner } = await arrange.partner()
    const { customer } = await arrange.customer(partner)
    return { admin, input: { customerId: customer.customerId } }
  }

  it.each([
    [undefined, 'en', trialNotRunning.title, trialNotRunning.advice],
    ['de-DE, *;q=0.1', 'en', trialNotRunning.title, trialNotRunning.advice],
    [
      'th-TH, en;q=0.5',
      'th',
      'ไม่มีการทดลองใช้ที่ดำเนินอยู่',
      'ขยายได้เฉพาะการทดลองใช้ที่ดำเนินอยู่เท่านั้น โปรดเลือกแผนที่มีค่าใช้จ่ายแทน',
    ],
    [
      'pt, en;q=0.5',
      'pt-BR',
      'Nenhum período de teste está em andamento',
      'Só um período de teste em andamento pode ser prorrogado; escolha um plano pago.',
    ],
  ] as const)('Accept-Language %s is answered in %s', async (acceptLanguage, language, title, detail) => {
    const { admin, input } = await organization()
    const { status, headers, body } = await call(extendTrial, extend, admin, input, {
      idempotencyKey: `key-${language}`,
      acceptLanguage,
    })
    expect({ status, headers, body }).toMatchObject({
      status: 409,
      headers: {
        'content-type': 'application/problem+json',
        'content-language': language,
        vary: 'Accept-Language',
      },
      body: { type: '/problems/trial-not-running', title, detail },
    })
  })

  it('is asked for even by somebody who is not signed in', async () => {
    expect(
      await call(advanceClock, advance, undefined, { by: 'PT1S' }, { acceptLanguage: 'th' }),
    ).toMatchObject({
      status: 401,
      headers: { 'content-language': 'th' },
      body: { title: 'ยังไม่ได้ลงชื่อเข้าใช้' },
    })
  })

  it('changes neither the details nor the type, and no answer of another kind', async () => {
    const support = await arrange.staff('support')
    const asking = (acceptLanguage: string) =>
      call(advanceClock, advance, support, { by: 'never' }, { acceptLanguage })
    const { instance: _one, title: _title, detail: _detail, ...english } = (await asking('en')).body
    const { instance: _other, title, detail, ...portuguese } = (await asking('pt-BR')).body
    expect(portuguese).toEqual(english)
    expect({ title, detail }).toEqual({
      title: 'A requisição não é válida',
      detail: 'Corrija os campos apontados nos problemas e envie a requisição novamente.',
    })
    const done = await call(advanceClock, advance, support, { by: 'PT1S' }, { acceptLanguage: 'th' })
    expect(done.status).toBe(200)
    expect(done.headers).not.toHaveProperty('content-language')
  })

  it('is that of what broke on our side, too', async () => {
    const { admin, input } = await organization()
    await world.table.commit(
      [{ verb: 'update', key: customerRecord.key(input), set: { state: 'as no rule knows it' } }],
      world.ulid(world.realMs()),
    )
    expect(
      await call(extendTrial, extend, admin, input, { idempotencyKey: 'k', acceptLanguage: 'pt-BR' }),
    ).toMatchObject({
      status: 500,
      headers: { 'content-language': 'pt-BR' },
      body: { type: 'about:blank', title: 'Algo falhou do nosso lado' },
    })
  })
})
