import { describe, expect, it } from 'vitest'
import { EmailAddress } from '../../shared/kernel/email-address.ts'
import { mail, type MailWords } from '../../shared/notifications/mail.ts'
import { MAIL_KINDS } from '../../shared/notifications/mail-kind.ts'
import { render } from '../../shared/notifications/render.ts'

const STORE = 'https://store.example.com/'
const to = { email: EmailAddress.parse('malee@example.co.th'), language: 'en' } as const
const at = '2026-03-16T09:30:00.000Z'
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
  'domain-verified': organization,
  'trial-started': { ...organization, plan: 'standard', endsAt: at },
  'trial-ends-soon': { ...organization, plan: 'standard', endsAt: at, daysLeft: 1 },
  'trial-extended': { ...organization, endsAt: at, extensionsLeft: 2 },
  'trial-ended': { ...organization, plan: 'standard', endedAt: at },
  'access-revoked': { ...organization, revokedAt: at },
  'access-granted': { ...organization, grantedAt: at },
  'partner-deactivated': { organizationName: 'Baan', partnerName: 'Siam Cloud' },
}

describe('a rendered mail', () => {
  it.each(MAIL_KINDS)('%s says all its words in a subject of one line, text and HTML', (kind) => {
    const { subject, text, html } = render(mail(kind, to, words[kind]), STORE)
    expect(subject).toMatch(/^[^\r\n{}]+$/)
    expect(text).not.toMatch(/[{}]|undefined|Invalid/)
    expect(html).toContain('<html lang="en">')
    expect(html).not.toContain('<Sons>')
  })

  it('gives instants in UTC and the Gregorian calendar', () => {
    const { text } = render(mail('trial-ended', to, words['trial-ended']), STORE)
    expect(text).toContain('March 16, 2026, 09:30 UTC')
  })

  it('counts days and extensions in words', () => {
    expect(render(mail('trial-ends-soon', to, words['trial-ends-soon']), STORE).subject).toMatch(
      /ends in 1 day$/,
    )
    expect(render(mail('trial-extended', to, words['trial-extended']), STORE).text).toContain('2 more times')
  })

  it('R7 tells why an application is rejected, with the note, and links the Store in the welcome', () => {
    const rejected = render(mail('application-rejected', to, words['application-rejected']), STORE).text
    expect(rejected).toContain('we need more detail')
    expect(rejected).toContain('Please tell us more.')
    expect(render(mail('application-approved', to, words['application-approved']), STORE).html).toContain(
      `<a href="${STORE}">${STORE}</a>`,
    )
  })

  it('keeps what people wrote from becoming markup or another header', () => {
    const sly = { ...words['customer-added'], organizationName: 'A\r\nBcc: x@example.com <script>' }
    const { subject, html } = render(mail('customer-added', to, sly), STORE)
    expect(subject).not.toMatch(/[\r\n]/)
    expect(html).not.toContain('<script>')
  })
})
