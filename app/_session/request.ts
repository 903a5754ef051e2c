import { isIPv4, isIPv6 } from 'node:net'

/** Set by proxy.ts on every request, after whatever a client sent under these names was removed. */
export const pathHeader = 'x-evenbook-path'
export const manageHeader = 'x-evenbook-manage'
export const nonceHeader = 'x-nonce'
const addressHeader = 'x-evenbook-address'

/** 128 random bits, base64url (lib/std/id). */
export function isInstallKey(text: string): boolean {
  return /^[\w-]{22}$/.test(text)
}

/** A path of ours under the same install, with its query: never another host, another account or a way out by `..`. */
export function isOwnPath(install: string, path: string): boolean {
  if (path.length > 2_000 || /[\\\s\p{Cc}]/u.test(path)) return false
  const base = 'https://evenbook.invalid'
  if (!path.startsWith(`/${install}/`) || !URL.canParse(path, base)) return false
  const url = new URL(path, base)
  return url.origin === base && url.pathname.startsWith(`/${install}/`) && !/%2f|%5c|%2e/i.test(url.pathname)
}

/**
 * Did a page of ours send this? Exact Origin, where a missing one and `null` are refused (Next lets those through:
 * knowledge/reliability.md §4.4), and the browser's own word that no other site was involved.
 */
export function isFromOurPage(headers: Pick<Headers, 'get'>, appOrigin: string): boolean {
  return headers.get('origin') === appOrigin && headers.get('sec-fetch-site') === 'same-origin'
}

/**
 * From where the nearest hop was called, for limits. Null: from this machine, that is by a proxy that says nothing of its
 * clients, and one of them must not use up the tries of all. Of IPv6 the network, as one subscriber has 2^64 addresses.
 */
export function clientAddress(headers: Pick<Headers, 'get'>): string | null {
  const text = headers.get(addressHeader)?.replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  if (isIPv4(text)) return text.startsWith('127.') ? null : text
  if (!isIPv6(text) || text === '::1') return null
  const [head = '', tail] = text.split('::')
  const groups = head === '' ? [] : head.split(':')
  const rest = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - groups.length - rest.length) }, () => '0')
  const network = [...groups, ...zeros, ...rest]
    .slice(0, 4)
    .map(group => Number.parseInt(group, 16).toString(16))
  return `${network.join(':')}::/64`
}

/** `foreign`: not from a page of ours, or no form; `large`: larger than any form of ours. */
export type FormFault = 'foreign' | 'large'

/** What a form posts, without a script too. */
export async function readForm(
  request: Request,
  appOrigin: string,
): Promise<{ text(name: string, most?: number): string } | FormFault> {
  if (!isFromOurPage(request.headers, appOrigin)) return 'foreign'
  const bytes = await readBytes(request, formMost)
  if (bytes === null) return 'large'
  const type = request.headers.get('content-type') ?? ''
  const form = new Response(new Uint8Array(bytes), { headers: { 'content-type': type } })
  const data = await form.formData().catch(() => null)
  if (data === null) return 'foreign'
  return {
    text: (name, most = 200) => {
      const value = data.get(name)
      return typeof value === 'string' ? value.slice(0, most).toWellFormed() : ''
    },
  }
}

const formMost = 16_384

/** Undefined when it is too long or no JSON; what it is else, the schema says. */
export async function readJson(request: Request, maxBytes: number): Promise<unknown> {
  const bytes = await readBytes(request, maxBytes)
  try {
    return bytes === null ? undefined : JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}

/** Null when there are more bytes than allowed; stops reading there. */
export async function readBytes(request: Request, maxBytes: number): Promise<Buffer | null> {
  if (Number(request.headers.get('content-length') ?? 0) > maxBytes) return null
  if (!request.body) return Buffer.alloc(0)
  const parts: Uint8Array[] = []
  let size = 0
  const reader = request.body.getReader()
  for (let next = await reader.read(); !next.done; next = await reader.read()) {
    size += next.value.byteLength
    if (size > maxBytes) {
      await reader.cancel()
      return null
    }
    parts.push(next.value)
  }
  return Buffer.concat(parts)
}
