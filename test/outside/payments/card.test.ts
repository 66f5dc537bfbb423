import { describe, expect, it } from 'vitest'
import { openCardEntry } from '../../../functions/outside/payments/card-entry.ts'
import { cardOfEntry } from '../../../functions/outside/payments/card.ts'
import { charge } from '../../../functions/outside/payments/charge.ts'
import { usePaymentProvider } from '../../support/payment-provider.ts'
import { attach, due, payer, unique, UNREACHABLE } from './scene.ts'

const payments = usePaymentProvider()

describe('a card', () => {
  const open = async () => {
    const providerCustomer = await payer()
    const entry = {
      providerCustomer,
      returnUrl: 'https://store.example.com/customers/1?tab=card',
      key: unique(),
    }
    return { providerCustomer, ...(await openCardEntry(entry)) }
  }
  const entryIn = (returned: URL): string => returned.searchParams.get('entry') ?? ''

  it('R43 is entered at the provider’s page, which returns with its entry', async () => {
    const { url, expiresAt, providerCustomer } = await open()
    expect(Date.parse(expiresAt)).toBeGreaterThan(Date.now())
    const returned = await payments.enterCard(url, 'pm_card_authenticationRequiredOnSetup')
    const entry = entryIn(returned)
    expect(returned.href).toBe(`https://store.example.com/customers/1?tab=card&entry=${entry}`)
    const card = await cardOfEntry({ entry, providerCustomer })
    expect(card).toEqual({
      paymentMethod: expect.stringMatching(/^pm_[A-Za-z]{24}$/),
      brand: 'visa',
      last4: '3155',
      expiresAt: '2034-12',
    })
    if ('unusable' in card) throw new Error(card.unusable)
    const asked = { ...(await due()), providerCustomer, paymentMethod: card.paymentMethod }
    expect(await charge(asked)).toMatchObject({ outcome: 'succeeded' })
  })

  it('R43 is nobody else’s, whether entered or attached', async () => {
    const { url, providerCustomer } = await open()
    const entry = entryIn(await payments.enterCard(url, 'pm_card_visa'))
    const other = await payer()
    expect(await cardOfEntry({ entry, providerCustomer: other })).toEqual({ unusable: 'of-another-payer' })
    const card = await cardOfEntry({ entry, providerCustomer })
    if ('unusable' in card) throw new Error(card.unusable)
    expect(await attach(card.paymentMethod, other)).toEqual({ unusable: 'of-another-payer' })
    expect(await attach(card.paymentMethod, providerCustomer)).toEqual(card)
  })

  it('is unusable while its entry is open, and where there is none', async () => {
    const { url, providerCustomer } = await open()
    const entry = url.split('/').at(-1) ?? ''
    expect(await cardOfEntry({ entry, providerCustomer })).toEqual({ unusable: 'incomplete' })
    expect(await cardOfEntry({ entry: 'cs_none', providerCustomer })).toEqual({ unusable: 'unknown' })
    expect(await attach('pm_none', providerCustomer)).toEqual({ unusable: 'unknown' })
  })

  it.each(['pm_card_chargeDeclined', 'pm_card_chargeDeclinedInsufficientFunds'])(
    'is unusable where its bank refuses it: %s',
    async (token) => {
      expect(await attach(token, await payer())).toEqual({ unusable: 'declined' })
    },
  )

  it('keeps the id that comes back, not the one that was sent', async () => {
    const card = await attach('pm_card_mastercard', await payer())
    expect(card).toMatchObject({ brand: 'mastercard', last4: '4444' })
    expect(card).not.toMatchObject({ paymentMethod: 'pm_card_mastercard' })
  })

  it('is not decided while the provider cannot be reached', async () => {
    const providerCustomer = await payer()
    for (const asked of [
      () => attach('pm_card_visa', providerCustomer),
      () => cardOfEntry({ entry: 'cs_none', providerCustomer }),
      payer,
      () => openCardEntry({ providerCustomer, returnUrl: 'https://store.example.com', key: unique() }),
    ]) {
      payments.fail(UNREACHABLE)
      await expect(asked()).rejects.toMatchObject({ name: 'ProviderUnavailable' })
    }
  })
})
