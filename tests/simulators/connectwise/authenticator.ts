import { createHmac } from 'node:crypto'
import type { Member } from './entities.ts'

/**
 * The sandbox's stand-in for the app on a member's phone: no part of Manage. It knows a secret only because somebody put it
 * there, and RFC 6238 with the values of every such app: SHA-1, six digits, thirty seconds.
 */
export function authenticatorOf({ member }: { member: Pick<Member, 'authenticator'> }, now = Date.now()) {
  if (member.authenticator === undefined) return {}
  const step = Math.floor(now / stepMs)
  return { code: codeAt(fromBase32(member.authenticator), step), leftMs: stepMs - (now % stepMs) }
}

const stepMs = 30_000

/** RFC 4226 §5.3. */
function codeAt(secret: Buffer, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const hash = createHmac('sha1', secret).update(counter).digest()
  const offset = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(offset) & 0x7fff_ffff) % 1_000_000).padStart(6, '0')
}

function fromBase32(text: string): Buffer {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map(letter => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
  const bytes = bits.match(/.{8}/g) ?? []
  return Buffer.from(bytes.map(byte => Number.parseInt(byte, 2)))
}
