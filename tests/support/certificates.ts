import { generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'

/** PEM texts, for a server of a test. */
export interface Certified {
  cert: string
  key: string
}

export interface Authority {
  cert: string
  /** a server's certificate for that DNS name, signed by this authority */
  issue(host: string): Certified
}

/** A certificate authority that lives as long as the test: nobody trusts it who is not told to. */
export function testAuthority(): Authority {
  const keys = keyPair()
  const name = 'Test authority'
  const cert = certificate({
    issuer: name,
    subject: name,
    of: keys.publicKey,
    by: keys.privateKey,
    host: null,
  })
  return {
    cert,
    issue: host => {
      const own = keyPair()
      const of = { issuer: name, subject: host, of: own.publicKey, by: keys.privateKey, host }
      return { cert: certificate(of), key: pemKey(own.privateKey) }
    },
  }
}

/** Signed by nobody but itself. */
export function selfSigned(host: string): Certified {
  const { publicKey, privateKey } = keyPair()
  const of = { issuer: host, subject: host, of: publicKey, by: privateKey, host }
  return { cert: certificate(of), key: pemKey(privateKey) }
}

function keyPair() {
  return generateKeyPairSync('ec', { namedCurve: 'P-256' })
}

function pemKey(key: KeyObject): string {
  return key.export({ type: 'pkcs8', format: 'pem' }).toString()
}

/** X.509 v3 (RFC 5280 §4.1) with ECDSA and SHA-256; `host` null: an authority's own. Good for a day, from an hour ago. */
function certificate(of: {
  issuer: string
  subject: string
  of: KeyObject
  by: KeyObject
  host: string | null
}): string {
  const algorithm = sequence(oid('2a8648ce3d040302'))
  const hourMs = 3_600_000
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    algorithm,
    named(of.issuer),
    sequence(time(Date.now() - hourMs), time(Date.now() + 24 * hourMs)),
    named(of.subject),
    of.of.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(of.host === null ? isAuthority : forHost(of.host))),
  )
  const signed = sequence(body, algorithm, bits(sign('sha256', body, of.by)))
  const lines = signed.toString('base64').replaceAll(/(.{64})/g, '$1\n')
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`
}

// DER (ITU-T X.690), as far as a certificate needs it.

function tagged(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const size = length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...size]), content])
}

function sequence(...parts: Buffer[]): Buffer {
  return tagged(0x30, Buffer.concat(parts))
}

function integer(value: Buffer): Buffer {
  return tagged(0x02, value)
}

function oid(hex: string): Buffer {
  return tagged(0x06, Buffer.from(hex, 'hex'))
}

function bits(value: Buffer): Buffer {
  return tagged(0x03, Buffer.concat([Buffer.from([0]), value]))
}

function time(atMs: number): Buffer {
  const digits = new Date(atMs).toISOString().replaceAll(/[-:T]|\.\d+/g, '')
  return tagged(0x17, Buffer.from(digits.slice(2)))
}

/** Common name only. */
function named(text: string): Buffer {
  return sequence(tagged(0x31, sequence(oid('550403'), tagged(0x0c, Buffer.from(text)))))
}

const yes = tagged(0x01, Buffer.from([0xff]))
/** Basic constraints, critical: an authority. */
const isAuthority = sequence(oid('551d13'), yes, tagged(0x04, sequence(yes)))

/** Subject alternative name: that DNS name. */
function forHost(host: string): Buffer {
  return sequence(oid('551d11'), tagged(0x04, sequence(tagged(0x82, Buffer.from(host)))))
}
