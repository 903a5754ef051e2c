import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { assert, present } from './assert.ts'
import { Secret } from './secret.ts'

/** Where a sealed value lives. It is authenticated with it: moved to another row or account it does not open. */
export interface Associated {
  account: string
  table: string
  row: string
  field: string
}

export interface KeyEncryptionKey {
  version: number
  key: Buffer
}

export interface Sealer {
  /** A fresh 256-bit data key for one account, wrapped by the newest key encryption key. */
  newDataKey(accountId: string): { wrapped: string }
  seal(wrappedDataKey: string, associated: Associated, secret: Secret): string
  open(wrappedDataKey: string, associated: Associated, sealed: string): Secret
  /** The same data key under the newest key encryption key: what it sealed stays as it is. */
  rewrap(wrappedDataKey: string, accountId: string): string
}

/** Says only that it does not open: which part was wrong would help the one who changed it. */
export class SealError extends Error {
  override readonly name = 'SealError'
}

interface DataKey {
  id: string
  key: Buffer
}

const cipher = 'aes-256-gcm'
const ivBytes = 12
const tagBytes = 16

/** Envelope encryption: key encryption key → data key of an account → field. Versions are 1, 2, …; the highest wraps. */
export function createSealer(keys: readonly KeyEncryptionKey[]): Sealer {
  const ring = new Map(keys.map(({ version, key }) => [version, key]))
  assert(ring.size === keys.length, 'Two key encryption keys have the same version.')
  assert(
    keys.every(({ key }) => key.length === 32),
    'A key encryption key does not have 32 bytes.',
  )
  const newest = present(keys.toSorted((a, b) => b.version - a.version)[0], 'There is no key encryption key.')

  function wrap(accountId: string, { id, key }: DataKey): string {
    return `d1.${newest.version}.${id}.${encrypt(newest.key, wrapContext(accountId, newest.version, id), key)}`
  }

  function unwrap(accountId: string, wrapped: string): DataKey {
    const [format, version, id, ...parts] = wrapped.split('.')
    const kek = ring.get(Number(version))
    if (format !== 'd1' || !id || !kek || String(Number(version)) !== version)
      throw new SealError('The data key does not open.')
    return { id, key: decrypt(kek, wrapContext(accountId, Number(version), id), parts) }
  }

  return {
    newDataKey: accountId => ({
      wrapped: wrap(accountId, { id: randomBytes(9).toString('base64url'), key: randomBytes(32) }),
    }),
    seal(wrapped, associated, secret) {
      const { id, key } = unwrap(associated.account, wrapped)
      return `v1.${id}.${encrypt(key, fieldContext(associated, id), Buffer.from(secret.reveal(), 'utf8'))}`
    },
    open(wrapped, associated, sealed) {
      const { id, key } = unwrap(associated.account, wrapped)
      const [format, keyId, ...parts] = sealed.split('.')
      if (format !== 'v1' || keyId !== id) throw new SealError('The sealed value does not open.')
      return Secret.of(decrypt(key, fieldContext(associated, id), parts).toString('utf8'))
    },
    rewrap: (wrapped, accountId) => wrap(accountId, unwrap(accountId, wrapped)),
  }
}

function wrapContext(accountId: string, version: number, dataKeyId: string): string {
  return contextOf(['dek', accountId, String(version), dataKeyId])
}

function fieldContext({ account, table, row, field }: Associated, dataKeyId: string): string {
  return contextOf(['v1', dataKeyId, account, table, row, field])
}

// A separator inside a part would let two different places share one context.
function contextOf(parts: string[]): string {
  assert(
    parts.every(part => part !== '' && !part.includes('|')),
    'A part of a sealed value’s place is empty or holds a |.',
  )
  return parts.join('|')
}

/** iv.ciphertext.tag. A random IV per value is sound up to 2^32 values a key (NIST SP 800-38D §8.3). */
function encrypt(key: Buffer, context: string, plain: Buffer): string {
  const iv = randomBytes(ivBytes)
  const encryption = createCipheriv(cipher, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(context))
  const text = Buffer.concat([encryption.update(plain), encryption.final()])
  return [iv, text, encryption.getAuthTag()].map(part => part.toString('base64url')).join('.')
}

function decrypt(key: Buffer, context: string, parts: string[]): Buffer {
  const [iv, text, tag] = parts.map(decode)
  // A shorter tag would be easier to forge, and GCM itself would accept it.
  if (parts.length !== 3 || !iv || !text || !tag || iv.length !== ivBytes || tag.length !== tagBytes) {
    throw new SealError('The sealed value does not open.')
  }
  const decryption = createDecipheriv(cipher, key, iv, { authTagLength: tagBytes })
  decryption.setAAD(Buffer.from(context)).setAuthTag(tag)
  try {
    return Buffer.concat([decryption.update(text), decryption.final()])
  } catch {
    throw new SealError('The sealed value does not open.')
  }
}

/** Only the canonical spelling: Node's decoder skips strange characters and ignores left-over bits. */
function decode(text: string): Buffer | undefined {
  const bytes = Buffer.from(text, 'base64url')
  return bytes.toString('base64url') === text ? bytes : undefined
}
