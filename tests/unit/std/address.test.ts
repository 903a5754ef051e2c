import type { LookupAddress } from 'node:dns'
import { connect, createServer } from 'node:net'
import { describe, expect, test } from 'vitest'
import { isGlobalAddress, isPublicHostName, pinnedLookup } from '../../../lib/std/address.ts'
import { listen } from '../../support/listen.ts'

describe('addresses', () => {
  test.each([
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '198.17.0.1',
    '223.255.255.255',
    '2606:4700::1111',
    '2a00:1450:4001::200e',
  ])('%s is global', address => {
    expect(isGlobalAddress(address)).toBe(true)
  })
  test.each([
    ...[
      '0.0.0.0',
      '10.1.2.3',
      '100.64.0.1',
      '127.0.0.1',
      '127.255.255.254',
      '169.254.169.254',
      '172.16.0.1',
      '172.31.255.255',
    ],
    ...[
      '192.0.0.8',
      '192.0.2.1',
      '192.88.99.1',
      '192.168.1.1',
      '198.18.0.1',
      '198.51.100.1',
      '203.0.113.1',
      '224.0.0.1',
      '240.0.0.1',
      '255.255.255.255',
    ],
    // Other spellings of 127.0.0.1 that a resolver or a parser may take.
    ...['127.1', '0x7f000001', '2130706433', '0177.0.0.1', '127.0.0.1.', ' 127.0.0.1', 'localhost', ''],
    ...[
      '::',
      '::1',
      '::7f00:1',
      '::127.0.0.1',
      '::ffff:127.0.0.1',
      '::ffff:8.8.8.8',
      '64:ff9b::7f00:1',
      '64:ff9b:1::1',
      '100::1',
    ],
    ...[
      'fe80::1',
      'fe80::1%eth0',
      '2606:4700::1111%eth0',
      'fc00::1',
      'fd00:ec2::254',
      'fec0::1',
      'ff02::1',
      '5f00::1',
    ],
    ...[
      '2001::1',
      '2001:2::1',
      '2001:10::1',
      '2001:20::1',
      '2001:db8::1',
      '2002:7f00:1::',
      '3fff::1',
      '4000::1',
    ],
  ])('%s is not', address => {
    expect(isGlobalAddress(address)).toBe(false)
  })
})

describe('host names', () => {
  test.each([
    'cw.acme.com',
    'manage.acme-msp.co.uk',
    'xn--bcher-kva.example.xn--p1ai',
    `${'a'.repeat(63)}.com`,
  ])('%s may be proven', host => {
    expect(isPublicHostName(host)).toBe(true)
  })
  test.each([
    ...[
      'localhost',
      'acme',
      'cw.acme.com.',
      '.acme.com',
      'cw..com',
      '-a.com',
      'a-.com',
      'CW.acme.com',
      'cw_1.acme.com',
      '',
    ],
    ...[
      '127.0.0.1',
      '127.1',
      '0x7f.1',
      '[::1]',
      '1.2.3.4.5',
      'a.1',
      'printer.local',
      'db.internal',
      'localhost.localdomain',
      'x.localhost',
      '1.0.0.127.in-addr.arpa',
    ],
    ...[
      'a@b.com',
      'a.com/x',
      'a.com:443',
      'bücher.example.com',
      `${'a'.repeat(64)}.com`,
      `${'a.'.repeat(126)}com`,
    ],
  ])('%j may not', host => {
    expect(isPublicHostName(host)).toBe(false)
  })
})

describe('a pinned look-up', () => {
  const ask = (addresses: string[], all: boolean) =>
    new Promise<string | LookupAddress[]>((resolve, reject) => {
      pinnedLookup(addresses)('changed-its-mind.example.com', { all }, (error, found) =>
        error ? reject(error) : resolve(found),
      )
    })

  test('answers the checked addresses for any name', async () => {
    expect(await ask(['8.8.8.8', '2606:4700::1111'], true)).toEqual([
      { address: '8.8.8.8', family: 4 },
      { address: '2606:4700::1111', family: 6 },
    ])
    expect(await ask(['8.8.8.8'], false)).toBe('8.8.8.8')
    await expect(ask([], true)).rejects.toThrow('no checked address')
  })

  test('takes a real connection to the checked address, without asking for the name', async () => {
    const arrived = Promise.withResolvers<string>()
    const server = createServer(socket => {
      socket.once('data', data => {
        arrived.resolve(data.toString())
        socket.destroy()
      })
    })
    const port = await listen(server)
    const socket = connect({ host: 'no-such-name.invalid', port, lookup: pinnedLookup(['127.0.0.1']) })
    socket.on('error', () => undefined)
    socket.write('here')
    expect(await arrived.promise).toBe('here')
  })
})
