import { describe, expect, it } from 'vitest'
import { RejectionReason } from '../../shared/applications/application.ts'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { Instant } from '../../shared/kernel/time.ts'
import { mail } from '../../shared/notifications/mail.ts'
import { MAIL_KINDS, MAILS, type MailWords } from '../../shared/notifications/mail-kind.ts'
import { render } from '../../shared/notifications/render.ts'

const STORE = 'https://store.example.com/'
const RECOVERY = 'https://accounts.vendor.example.com/recovery'
const to = { email: EmailAddress.parse('malee@example.co.th'), language: 'en' } as const
const at = Instant.parse('2026-03-16T09:30:00.000Z')
const by = 'support@vendor.example.com'
const organization = { organizationName: 'Baan & <Sons>', domain: 'baan.co.th' }

const words: MailWords = {
  'application-received': { companyName: 'Siam Cloud', dueAt: at },
  'application-approved': { companyName: 'Siam Cloud' },
  'application-rejected': {
    companyName: 'Siam Cloud',
    reason: 'needs-more-detail',
    note: 'Please tell us more.',
  },
  'application-overdue': { companyName: 'Siam Cloud', applicationId: 'app_1', dueAt: at },
  'customer-added': { ...organization, partnerName: 'Siam Cloud' },
  'claim-lapses-soon': { ...organization, lapsesAt: at },
  'claim-lapsed': organization,
  'claim-ended': organization,
  'domain-verified': organization,
  'trial-started': { ...organization, plan: 'standard', endsAt: at },
  'trial-ends-soon': { ...organization, plan: 'standard', endsAt: at, daysLeft: 1 },
  'trial-extended': { ...organization, endsAt: at, extensionsLeft: 2 },
  'trial-ended': { ...organization, plan: 'standard', endedAt: at },
  'trial-used-before': { ...organization, endedAt: at },
  'access-revoked': { ...organization, revokedAt: at },
  'access-granted': { ...organization, grantedAt: at },
  'customer-mapped': { ...organization, partnerName: 'Siam Cloud' },
  'customer-moved': { ...organization, before: 'Siam Cloud', after: 'Lisboa Nuvem' },
  'mapping-ended': { ...organization, partnerName: 'Siam Cloud' },
  'transfer-pending': {
    ...organization,
    before: 'Siam Cloud',
    after: 'Lisboa Nuvem',
    completesAt: at,
  },
  'tag-requested': {
    domain: 'baan.co.th',
    partnerName: 'Siam Cloud',
    messageCount: 1,
    message: 'We met in Bangkok.',
    lapsesAt: at,
  },
  'tag-request-denied': { domain: 'baan.co.th', partnerName: 'Siam Cloud' },
  'tag-request-lapsed': { domain: 'baan.co.th', partnerName: 'Siam Cloud' },
  'tag-request-withdrawn': { domain: 'baan.co.th', partnerName: 'Siam Cloud' },
  'tag-request-overtaken': { domain: 'baan.co.th', partnerName: 'Siam Cloud' },
  'transfer-objected': {
    ...organization,
    before: 'Siam Cloud',
    after: 'Lisboa Nuvem',
    note: 'Our contract runs until May.',
  },
  'transfer-decided': {
    ...organization,
    before: 'Siam Cloud',
    after: 'Lisboa Nuvem',
    outcome: 'kept',
    note: 'A contract.',
  },
  'transfer-cancelled': {
    ...organization,
    before: 'Siam Cloud',
    after: 'Lisboa Nuvem',
    cancelReason: 'consent-withdrawn',
  },
  'customer-removed': { ...organization, partnerName: 'Siam Cloud' },
  'partner-deactivated': { organizationName: 'Baan', partnerName: 'Siam Cloud' },
  'own-partner-deactivated': { partnerName: 'Siam Cloud', note: 'Two complaints.' },
  'own-partner-reactivated': { partnerName: 'Siam Cloud' },
  'partner-admin-added': { partnerName: 'Siam Cloud' },
  'partner-admin-removed': { partnerName: 'Siam Cloud' },
  'staff-roles-set': { count: 2, roles: 'reviewer, support' },
  'organization-imported': organization,
  'subscription-requested': {
    ...organization,
    wishedPlan: 'professional',
    licences: 25,
    wishedPeriod: 'unchanged',
    packs: 1,
    storage: '2 × 25 GB',
    messages: 1,
    message: 'We grow in March.',
  },
  'subscription-request-answered': {
    ...organization,
    partnerName: 'Siam Cloud',
    answer: 'done',
    note: 'From today on.',
  },
  'address-released': {},
  'former-account-readmitted': {},
  'team-partner-deactivated': { partnerName: 'Siam Cloud', by, note: 'Two complaints.' },
  'team-partner-reactivated': { partnerName: 'Siam Cloud', by },
  'team-partner-admins-requested': { partnerName: 'Siam Cloud', by, added: to.email, lapsesAt: at },
  'team-partner-admins-set': {
    partnerName: 'Siam Cloud',
    by,
    addedCount: 1,
    added: to.email,
    removedCount: 0,
    removed: '',
  },
  'team-staff-roles-set': { by, who: to.email, count: 0, roles: '' },
  'team-address-released': { by, who: to.email, note: 'Another account.' },
  'team-organization-imported': {
    ...organization,
    by,
    who: 'malee@example.co.th',
    note: 'A customer for years.',
  },
  'team-transfer-decided': {
    ...organization,
    by,
    before: 'Siam Cloud',
    after: 'Lisboa Nuvem',
    outcome: 'kept',
    note: 'The contract counts.',
  },
  'team-transfer-objected': {
    ...organization,
    before: 'Siam Cloud',
    after: 'Lisboa Nuvem',
    transferId: 'trf_1',
    note: 'Our contract runs until May.',
  },
  'super-admin-changed': { ...organization, former: by, successor: to.email },
  'super-admin-recovery-asked': {
    ...organization,
    former: by,
    successor: to.email,
    lapsesAt: at,
  },
  'team-super-admin-recovery-asked': {
    ...organization,
    by,
    former: by,
    successor: to.email,
    lapsesAt: at,
  },
  'team-super-admin-recovered': {
    ...organization,
    by,
    former: by,
    successor: to.email,
  },
  'team-super-admin-recovery-cancelled': {
    ...organization,
    former: by,
    successor: to.email,
  },
  'team-former-account-readmitted': { by, who: to.email, note: 'A mistake.' },
  'password-reset-requested': {
    organizationName: organization.organizationName,
    address: 'somchai@baan.co.th',
    recoveryUrl: RECOVERY,
  },
  'payment-receipt': {
    ...organization,
    plan: 'standard',
    licences: 10,
    charge: 'USD 28800',
    card: 'visa 4242',
    renewsAt: at,
  },
  'payment-declined': {
    ...organization,
    charge: 'USD 28800',
    card: 'visa 0341',
    declineReason: 'authentication-required',
  },
  'subscription-changed': { ...organization, plan: 'standard', licences: 10, renewsAt: at },
  'subscription-past-due': {
    ...organization,
    plan: 'standard',
    dunningReason: 'no-profile',
    graceEndsAt: at,
  },
  'fell-to-free': { ...organization, plan: 'standard' },
  'renewal-announced': {
    ...organization,
    plan: 'standard',
    licences: 10,
    charge: 'USD 28800',
    renewsAt: at,
  },
  'card-missing': { ...organization, plan: 'standard' },
  'card-detached': { ...organization, card: 'visa 4242' },
  'payment-refunded': { ...organization, refund: 'USD 10000', card: 'visa 4242' },
  'commission-clawed-back': { ...organization, refund: 'USD 10000', clawedBack: 'USD 2000' },
  'team-payout-requested': { partnerName: 'Siam Cloud', amount: 'USD 12000', invoiceReference: 'INV-1' },
  'payout-paid': { amount: 'USD 12000', invoiceReference: 'INV-1' },
  'payout-rejected': { amount: 'USD 12000', invoiceReference: 'INV-1', note: 'Two invoices at once.' },
}

describe('a rendered mail', () => {
  it.each(MAIL_KINDS)('%s says all its words in a subject of one line, text and HTML', async (kind) => {
    const { subject, text, html } = await render(mail(kind, to, words[kind]), STORE)
    expect(subject).toMatch(/^[^\r\n{}]+$/)
    expect(text).not.toMatch(/[{}]|undefined|Invalid/)
    expect(html).toContain('<html lang="en">')
    expect(html).not.toContain('<Sons>')
  })

  it('gives instants in UTC and the Gregorian calendar', async () => {
    const { text } = await render(mail('trial-ended', to, words['trial-ended']), STORE)
    expect(text).toContain('March 16, 2026, 09:30 UTC')
  })

  it('counts days and extensions in words', async () => {
    const soon = await render(mail('trial-ends-soon', to, words['trial-ends-soon']), STORE)
    expect(soon.subject).toMatch(/ends in 1 day$/)
    const extended = await render(mail('trial-extended', to, words['trial-extended']), STORE)
    expect(extended.text).toContain('2 more times')
  })

  it('R7 tells why an application is rejected, with the note, and links the Store in the welcome', async () => {
    const rejected = await render(mail('application-rejected', to, words['application-rejected']), STORE)
    expect(rejected.text).toContain('we need more detail')
    expect(rejected.text).toContain('Please tell us more.')
    const welcome = await render(mail('application-approved', to, words['application-approved']), STORE)
    expect(welcome.html).toContain(`<a href="${STORE}">${STORE}</a>`)
  })

  it.each(MAIL_KINDS)(
    '%s shows a name that looks like an instant or a code as it is written',
    async (kind) => {
      const names = Object.entries(MAILS[kind]).flatMap(([name, is]) => (is === 'text' ? [name] : []))
      const called = (name: string) => ({
        ...words[kind],
        ...Object.fromEntries(names.map((each) => [each, name])),
      })
      for (const language of ['en', 'th', 'pt-BR'] as const)
        for (const name of ['2026-01-01T00:00:00.000Z', '1e3', 'needs-more-detail']) {
          const plain = await render(mail(kind, { ...to, language }, called('XYZ')), STORE)
          const { subject, text } = await render(mail(kind, { ...to, language }, called(name)), STORE)
          expect({ subject, text }).toEqual({
            subject: plain.subject.replaceAll('XYZ', name),
            text: plain.text.replaceAll('XYZ', name),
          })
        }
    },
  )

  it('fails where a word that is an instant holds none, instead of mailing it as text', async () => {
    const effect = mail('trial-ended', to, words['trial-ended'])
    await expect(render({ ...effect, words: { ...effect.words, endedAt: 'soon' } }, STORE)).rejects.toThrow()
  })

  it('keeps what people wrote from becoming markup or another header', async () => {
    const sly = { ...words['customer-added'], organizationName: 'A\r\nBcc: x@example.com <script>' }
    const { subject, html } = await render(mail('customer-added', to, sly), STORE)
    expect(subject).not.toMatch(/[\r\n]/)
    expect(html).not.toContain('<script>')
  })
})

describe('R19 only the address of the Store is a link', () => {
  const linksOf = (html: string) => [...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url)
  /** What mail programs make links of by themselves. */
  const LINKS = /[a-z]+:\/\/\S+|www\.\S+|mailto:\S+|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/giu
  const LURE = 'https://evil.example/x?a=b&c, www.evil.example, evil.example/login, mailto:me@evil.example'
  const rejected = { companyName: 'Siam Cloud', reason: 'other' }

  it.each(['en', 'th', 'pt-BR'] as const)(
    '%s quotes a note as plain text, line by line',
    async (language) => {
      const note = `First.\r\n${LURE}\n\n<a href="https://evil.example">last</a>`
      const { text, html } = await render(
        mail('application-rejected', { ...to, language }, { ...rejected, note }),
        STORE,
      )
      expect(linksOf(html)).toEqual([STORE])
      expect(text.match(LINKS)).toEqual([STORE])
      expect(html.replace(/<[^>]*>/g, '').match(LINKS)).toEqual([STORE])
      expect(text.split('\n').filter((line) => line.startsWith('> '))).toHaveLength(4)
      expect(text).toContain('\n> First.\n> https[:]//evil[.]example/x?a=b&c')
    },
  )

  it.each(['en', 'th', 'pt-BR'] as const)(
    '%s names an overdue application to staff by id and company name, without any link',
    async (language) => {
      const overdue = { companyName: `Siam ${LURE}`, applicationId: 'app_1', dueAt: at }
      const { subject, text, html } = await render(
        mail('application-overdue', { ...to, language }, overdue),
        STORE,
      )
      expect(text).toContain('app_1')
      for (const said of [subject, text]) {
        expect(said).toContain('Siam')
        expect(said.match(LINKS)).toBeNull()
      }
      expect(linksOf(html)).toEqual([])
    },
  )

  it.each(MAIL_KINDS)('%s makes no link of a name', async (kind) => {
    const lured = Object.fromEntries(
      Object.entries(words[kind]).map(([name, value]) => [
        name,
        ['organizationName', 'companyName', 'partnerName', 'note'].includes(name) ? LURE : value,
      ]),
    )
    const { subject, text, html } = await render({ ...mail(kind, to, words[kind]), words: lured }, STORE)
    for (const said of [subject, text])
      expect(
        (said.match(LINKS) ?? []).filter((link) => ![STORE, RECOVERY, organization.domain].includes(link)),
      ).toEqual([])
    expect(linksOf(html).filter((url) => url !== STORE && url !== RECOVERY)).toEqual([])
  })

  it.each([
    `https://store.example.com/?lang=en&from=mail`,
    `https://store.example.com/o'neill`,
    `https://store.example.com/?q="a"&lt`,
    'https://store.example.com/(a)$&',
  ])('keeps the Store address %s whole', async (storeUrl) => {
    const { text, html } = await render(
      mail('application-approved', to, words['application-approved']),
      storeUrl,
    )
    const decoded = (escaped = '') =>
      escaped.replace(/&#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)))
    expect(text).toContain(storeUrl)
    expect(linksOf(html).map(decoded)).toEqual([storeUrl])
    expect(decoded(/<a [^>]*>([^<]*)<\/a>/.exec(html)?.[1])).toBe(storeUrl)
  })
})

describe("R19 the vendor's recovery page is a link in the mail that is for it", () => {
  it.each([RECOVERY, `${STORE}recovery`, 'https://accounts.example.com/?a=1&b=(2)'])(
    '%s, whole, though it may begin like the Store',
    async (recoveryUrl) => {
      const asked = { organizationName: 'Baan', address: 'somchai@baan.co.th', recoveryUrl }
      const { text, html } = await render(mail('password-reset-requested', to, asked), STORE)
      expect(text).toContain(recoveryUrl)
      expect([...html.matchAll(/href="([^"]*)"/g)].map(([, url]) => url?.replace('&#38;', '&'))).toEqual([
        recoveryUrl,
      ])
    },
  )
})

describe.each(['th', 'pt-BR'] as const)('a mail in %s', (language) => {
  const reader = { ...to, language }

  it.each(MAIL_KINDS)('%s says what the English one says, in other words', async (kind) => {
    const english = await render(mail(kind, to, words[kind]), STORE)
    const { subject, text, html } = await render(mail(kind, reader, words[kind]), STORE)
    expect(subject).toMatch(/^[^\r\n{}]+$/)
    expect(text).not.toMatch(/[{}]|undefined|Invalid/)
    expect(subject).not.toBe(english.subject)
    expect(text).not.toBe(english.text)
    expect(html).toContain(`<html lang="${language}">`)
    expect(text.match(/https?:\S+/g)).toEqual(english.text.match(/https?:\S+/g))
    for (const said of [organization.organizationName, organization.domain, 'Siam Cloud', '09:30', '2026'])
      expect(text.includes(said), said).toBe(english.text.includes(said))
  })
})

describe('words that stay with a language', () => {
  const said = async <K extends (typeof MAIL_KINDS)[number]>(
    kind: K,
    language: (typeof to)['language'] | 'th' | 'pt-BR',
    given: MailWords[K],
  ) => {
    const { subject, text } = await render(mail(kind, { ...to, language }, given), STORE)
    return `${subject}\n${text}`
  }

  it.each([
    ['en', 'March 16, 2026, 09:30', 'is trying the plan Standard'],
    ['th', '16 มีนาคม 2026 เวลา 09:30', 'ทดลองใช้แผน Standard'],
    ['pt-BR', '16 de março de 2026, 09:30', 'testar o plano Standard'],
  ] as const)('%s has its own dates, in UTC and the Gregorian calendar', async (language, date, plan) => {
    const text = await said('trial-started', language, words['trial-started'])
    expect(text).toContain(date)
    expect(text).toContain(plan)
    expect(text).toContain('UTC')
    expect(text).not.toContain('2569')
  })

  it.each([
    ['th', 1, 'ในอีก 1 วัน', 'สามารถขยายได้อีก 1 ครั้ง'],
    ['th', 3, 'ในอีก 3 วัน', 'สามารถขยายได้อีก 3 ครั้ง'],
    ['th', 0, 'ในอีก 0 วัน', 'ไม่สามารถขยายได้อีก'],
    ['pt-BR', 1, 'termina em 1 dia\n', 'prorrogado 1 vez.'],
    ['pt-BR', 3, 'termina em 3 dias\n', 'prorrogado 3 vezes.'],
    ['pt-BR', 0, 'termina em 0 dia\n', 'não pode ser prorrogado novamente.'],
  ] as const)('%s counts %i in its own way', async (language, count, days, extensions) => {
    const soon = { ...words['trial-ends-soon'], daysLeft: count }
    expect(await said('trial-ends-soon', language, soon)).toContain(days)
    const extended = { ...words['trial-extended'], extensionsLeft: count }
    expect(await said('trial-extended', language, extended)).toContain(extensions)
  })

  it.each([
    [
      'en',
      ['we need more detail', 'it does not meet the requirements', 'it is not the right fit', 'see the note'],
    ],
    ['th', ['เราต้องการรายละเอียดเพิ่มเติม', 'คำขอไม่เป็นไปตามข้อกำหนด', 'คำขอยังไม่เหมาะกับโปรแกรม', 'โปรดดูหมายเหตุ']],
    [
      'pt-BR',
      [
        'precisamos de mais detalhes',
        'não atende aos requisitos',
        'não é adequada ao programa',
        'veja a observação',
      ],
    ],
  ] as const)('R7 %s tells each reason of a rejection', async (language, told) => {
    for (const [index, reason] of RejectionReason.options.entries()) {
      const text = await said('application-rejected', language, { ...words['application-rejected'], reason })
      expect(text).toContain(told[index])
      expect(text).toContain('Please tell us more.')
    }
  })

  it.each(['en', 'th', 'pt-BR'] as const)(
    '%s shows a plan that it does not know as it is',
    async (language) => {
      const text = await said('trial-started', language, { ...words['trial-started'], plan: 'galactic' })
      expect(text).toContain('galactic')
    },
  )
})
