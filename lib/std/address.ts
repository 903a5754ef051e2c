import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'

// Inside 2000::/3, yet not the public internet, or a way back into IPv4:
// https://www.iana.org/assignments/iana-ipv6-special-registry
const specialV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '2620:4f:8000::/48', '3fff::/20'].map(block =>
  ipaddr.IPv6.parseCIDR(block),
)
const globalV6 = ipaddr.IPv6.parseCIDR('2000::/3')

// https://www.iana.org/assignments/iana-ipv4-special-registry, with multicast and the reserved top.
const specialV4 = [
  ...[
    '0.0.0.0/8',
    '10.0.0.0/8',
    '100.64.0.0/10',
    '127.0.0.0/8',
    '169.254.0.0/16',
    '172.16.0.0/12',
    '192.0.0.0/24',
  ],
  ...[
    '192.0.2.0/24',
    '192.31.196.0/24',
    '192.52.193.0/24',
    '192.88.99.0/24',
    '192.168.0.0/16',
    '192.175.48.0/24',
  ],
  ...['198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4'],
].map(block => ipaddr.IPv4.parseCIDR(block))

/**
 * A global unicast address. The blocks are listed here, because a library's "unicast" is too wide: ipaddr.js calls
 * ::7f00:1, which is 127.0.0.1 in an old spelling, unicast.
 */
export function isGlobalAddress(text: string): boolean {
  if (ipaddr.IPv4.isValidFourPartDecimal(text)) {
    const address = ipaddr.IPv4.parse(text)
    return !specialV4.some(block => address.match(block))
  }
  if (text.includes('%') || !ipaddr.IPv6.isValid(text)) return false
  const address = ipaddr.IPv6.parse(text)
  return address.match(globalV6) && !specialV6.some(block => address.match(block))
}

/** A name in the public DNS: two labels or more, the last one letters, nothing that could be read as an address. */
export function isPublicHostName(host: string): boolean {
  if (host.length > 253) return false
  const labels = host.split('.')
  const last = labels.at(-1) ?? ''
  return (
    labels.length >= 2 &&
    labels.every(label => /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    /^(?:[a-z]{2,63}|xn--[a-z0-9-]+)$/.test(last) &&
    ![
      'local',
      'localhost',
      'localdomain',
      'internal',
      'intranet',
      'lan',
      'home',
      'corp',
      'test',
      'invalid',
      'arpa',
    ].includes(last)
  )
}

/** A look-up that always answers the addresses that were checked, so a name cannot change its mind (rebinding). */
export function pinnedLookup(addresses: readonly string[]): LookupFunction {
  const answers = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
  return (_host, options, callback) => {
    const [first] = answers
    if (!first) callback(new Error('There is no checked address.'), '')
    else if (options.all) callback(null, answers)
    else callback(null, first.address, first.family)
  }
}
