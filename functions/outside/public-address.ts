import { BlockList, isIP } from 'node:net'

type Subnet = readonly [network: string, prefix: number]

/**
 * IPv4 that is not plainly public unicast, by IANA's special-purpose and multicast registries.
 * The ranges are listed here because `ipaddr.js` (2.5.0) takes `4000::1`, `8000::1` and `::7f00:1` for unicast.
 */
const SPECIAL_IPV4: readonly Subnet[] = [
  ['0.0.0.0', 8], // this network
  ['10.0.0.0', 8], // private
  ['100.64.0.0', 10], // shared by carriers (CGNAT)
  ['127.0.0.0', 8], // loopback
  ['169.254.0.0', 16], // link-local
  ['172.16.0.0', 12], // private
  ['192.0.0.0', 24], // protocol assignments
  ['192.0.2.0', 24], // documentation
  ['192.31.196.0', 24], // AS112
  ['192.52.193.0', 24], // automatic multicast tunneling
  ['192.88.99.0', 24], // 6to4 relays
  ['192.168.0.0', 16], // private
  ['192.175.48.0', 24], // AS112
  ['198.18.0.0', 15], // benchmarking
  ['198.51.100.0', 24], // documentation
  ['203.0.113.0', 24], // documentation
  ['224.0.0.0', 4], // multicast
  ['240.0.0.0', 4], // reserved, limited broadcast
]

/** The only IPv6 that is handed out as global unicast: loopback, mapped, compatible, NAT64, ULA, link-local and multicast lie outside. */
const GLOBAL_IPV6: Subnet = ['2000::', 3]

/** IPv6 ranges within it that are not plain public unicast, by IANA's special-purpose registry. */
const SPECIAL_IPV6: readonly Subnet[] = [
  ['2001::', 23], // protocol assignments, Teredo, ORCHID and benchmarking among them
  ['2001:db8::', 32], // documentation
  ['2002::', 16], // 6to4, which leads to any IPv4
  ['2620:4f:8000::', 48], // AS112
  ['3fff::', 20], // documentation
]

const listOf = (family: 'ipv4' | 'ipv6', subnets: readonly Subnet[]): BlockList => {
  const list = new BlockList()
  for (const [network, prefix] of subnets) list.addSubnet(network, prefix, family)
  return list
}

const specialIpv4 = listOf('ipv4', SPECIAL_IPV4)
const globalIpv6 = listOf('ipv6', [GLOBAL_IPV6])
const specialIpv6 = listOf('ipv6', SPECIAL_IPV6)
const loopback = listOf('ipv4', [['127.0.0.0', 8]])

/** Whether an address in its plain form is public unicast; any other form, or one with a zone, is not (R23). */
export const isPublicAddress = (address: string): boolean => {
  if (address.includes('%')) return false
  const version = isIP(address)
  if (version === 4) return !specialIpv4.check(address, 'ipv4')
  return version === 6 && globalIpv6.check(address, 'ipv6') && !specialIpv6.check(address, 'ipv6')
}

/** Whether it is an IPv4 loopback address, or `::1`. */
export const isLoopbackAddress = (address: string): boolean =>
  address === '::1' || (isIP(address) === 4 && loopback.check(address, 'ipv4'))
