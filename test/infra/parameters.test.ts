import { describe, expect, it } from 'vitest'
import { deployParameters } from '../../infra/parameters.ts'
import { stageNamed } from '../../infra/stages.ts'
import { canonicalEmail } from '../../shared/kernel/email-address.ts'

const { FirstStaffMember, MailSender, AlarmEmail } = deployParameters(stageNamed('dev'))
const whole = ({ allowedPattern }: { allowedPattern: string }): RegExp =>
  new RegExp(`^(?:${allowedPattern})$`)
const taken = whole(FirstStaffMember)

const NONE = [
  'first',
  '@vendor.example.com',
  'first@',
  'first@localhost',
  'first@@vendor.example.com',
  'first@a@vendor.example.com',
  '.first@vendor.example.com',
  'first.@vendor.example.com',
  'fi..rst@vendor.example.com',
  'first@vendor..example.com',
  'first@.vendor.example.com',
  'first@vendor.example.com.',
  'first@-vendor.example.com',
  'first@vendor-.example.com',
  'first@192.0.2.1',
  'first@[192.0.2.1]',
  'First <first@vendor.example.com>',
  '<first@vendor.example.com>',
  'mailto:first@vendor.example.com',
  'first@vendor.example.com, second@vendor.example.com',
  'first@vendor.example.com;second@vendor.example.com',
  '"first member"@vendor.example.com',
  'first member@vendor.example.com',
  'first@vendor.example.com ',
  'first@vendor.example.com/path',
  'first@vendor_name.example.com',
  'first\u200B@vendor.example.com',
]

describe('the parameter FirstStaffMember', () => {
  it.each([
    'first@vendor.example.com',
    'First.Member+support@Vendor.Example.COM',
    "o'neill@vendor.co.th",
    'first@ＶＥＮＤＯＲ.example.com',
    'first@vendor。example.com',
    'first@ตัวอย่าง.ไทย',
    'first@xn--72c1a1bt4awk9o.xn--o3cw4h',
  ])('R64 takes %s, which is an address', (spelling) => {
    expect(spelling).toMatch(taken)
    expect(canonicalEmail(spelling)).toBeDefined()
  })

  it.each(NONE)('R64 refuses %s, which is none', (text) => expect(text).not.toMatch(taken))
})

describe.each([
  ['MailSender', MailSender],
  ['AlarmEmail', AlarmEmail],
])('the parameter %s, which reaches other services as it is given', (_name, parameter) => {
  it.each([
    'partners@example.com',
    'First.Member+support@Vendor.Example.COM',
    "o'neill@vendor.co.th",
    'partners@xn--72c1a1bt4awk9o.xn--o3cw4h',
    'partners@1.example.com',
  ])('takes %s, an address in ASCII', (address) => expect(address).toMatch(whole(parameter)))

  it.each([
    'first@ＶＥＮＤＯＲ.example.com',
    'first@vendor。example.com',
    'first@vendor．example.com',
    'first@vendor｡example.com',
    'first@ตัวอย่าง.ไทย',
    'first@vendör.example.com',
    'ﬁrst@vendor.example.com',
    'มาลี@vendor.example.com',
    'first＠vendor.example.com',
    'first@vendor.example.１２',
  ])('refuses the spelling %s, which is not in ASCII', (address) =>
    expect(address).not.toMatch(whole(parameter)),
  )

  it.each(NONE)('refuses %s, which is no address', (text) => expect(text).not.toMatch(whole(parameter)))
})
