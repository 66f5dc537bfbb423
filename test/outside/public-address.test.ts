import { describe, expect, it } from 'vitest'
import { isLoopbackAddress, isPublicAddress } from '../../functions/outside/public-address.ts'

/** Addresses that must never be connected to, by why. */
const FORBIDDEN: Readonly<Record<string, readonly string[]>> = {
  'this network': ['0.0.0.0', '0.1.2.3', '0.255.255.255'],
  private: ['10.0.0.0', '10.255.255.255', '172.16.0.1', '172.31.255.255', '192.168.0.1', '192.168.255.255'],
  'shared by carriers': ['100.64.0.0', '100.100.100.200', '100.127.255.255'],
  loopback: ['127.0.0.1', '127.1.2.3', '127.255.255.255', '::1'],
  'link-local': ['169.254.0.1', '169.254.169.254', '169.254.170.2', 'fe80::1', 'febf::1', 'fe80::1%eth0'],
  'protocol assignments': ['192.0.0.1', '192.0.0.170', '2001::1', '2001:1::1', '2001:2::1', '2001:20::1'],
  documentation: ['192.0.2.1', '198.51.100.7', '203.0.113.9', '2001:db8::1', '3fff::1', '3fff:fff::1'],
  benchmarking: ['198.18.0.1', '198.19.255.255'],
  'AS112 and AMT': ['192.31.196.1', '192.52.193.1', '192.175.48.1', '2620:4f:8000::1'],
  multicast: ['224.0.0.1', '239.255.255.255', 'ff02::1', 'ff0e::1'],
  'reserved and broadcast': ['240.0.0.1', '255.255.255.255', '4000::1', '5f00::1', '8000::1'],
  unspecified: ['::', '0:0:0:0:0:0:0:0'],
  'unique local': ['fc00::1', 'fd00:ec2::254', 'fdff:ffff::1'],
  'site-local': ['fec0::1', 'feff::1'],
  'mapped IPv4, private or public': [
    '::ffff:10.0.0.1',
    '::ffff:127.0.0.1',
    '::ffff:7f00:1',
    '::ffff:8.8.8.8',
  ],
  'compatible IPv4': ['::10.0.0.1', '::127.0.0.1', '::7f00:1', '::8.8.8.8'],
  'translated IPv4': ['::ffff:0:127.0.0.1', '::ffff:0:8.8.8.8'],
  NAT64: ['64:ff9b::10.0.0.1', '64:ff9b::7f00:1', '64:ff9b:1::10.0.0.1', '64:ff9b::8.8.8.8'],
  '6to4': ['192.88.99.1', '2002:7f00:1::1', '2002:a00:1::1', '2002:808:808::1'],
  Teredo: ['2001:0:7f00:1::1', '2001:0:4136:e378:8000:63bf:3fff:fdd2'],
  'discard only': ['100::1'],
  'no plain form of an address': [
    '',
    'localhost',
    'example.com',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0177.0.0.1',
    '127.1',
    '127.0.0.1.',
    '127.0.0.1:80',
    '[::1]',
    '[2606:4700::1111]',
    '8.8.8.8/32',
    ' 8.8.8.8',
    '８.8.8.8',
    '2606:4700::1111%1',
  ],
}

const PUBLIC = [
  '1.1.1.1',
  '8.8.8.8',
  '9.255.255.255',
  '11.0.0.0',
  '100.63.255.255',
  '100.128.0.0',
  '126.255.255.255',
  '128.0.0.1',
  '169.253.255.255',
  '172.15.255.255',
  '172.32.0.0',
  '192.167.255.255',
  '198.17.255.255',
  '198.20.0.0',
  '223.255.255.255',
  '2001:200::1',
  '2001:4860:4860::8888',
  '2003::1',
  '2606:4700:4700::1111',
  '2A00:1450:4009::1',
  '3ffe::1',
]

describe('R23 an address that may be connected to', () => {
  describe.each(Object.entries(FORBIDDEN))('is never %s', (_why, addresses) => {
    it.each(addresses)('%s', (address) => expect(isPublicAddress(address)).toBe(false))
  })
  it.each(PUBLIC)('is public unicast: %s', (address) => expect(isPublicAddress(address)).toBe(true))
})

describe('a loopback address', () => {
  it.each(['127.0.0.1', '127.9.9.9', '::1'])('is %s', (address) =>
    expect(isLoopbackAddress(address)).toBe(true),
  )
  it.each(['10.0.0.1', '128.0.0.1', '::ffff:127.0.0.1', '::2', 'localhost', ''])('is not %s', (address) =>
    expect(isLoopbackAddress(address)).toBe(false),
  )
})
