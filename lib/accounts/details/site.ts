import { isIP } from 'node:net'
import { domainToUnicode } from 'node:url'
import { type ConnectWiseSite, env } from '../../env.ts'
import { isPublicHostName } from '../../std/address.ts'

/** Where an account's ConnectWise stands. */
export interface Site {
  kind: 'cloud' | 'on-premise'
  /** one of CONNECTWISE_SITES, or `on-premise` */
  region: string
  uiOrigin: string
  apiOrigin: string
  /** '' in the cloud */
  host: string
}

export type HostAnswer = { ok: true; host: string } | { ok: false; message: string }

export function cloudSites(): readonly ConnectWiseSite[] {
  return env().CONNECTWISE_SITES
}

export function cloudSite(region: string): Site | null {
  const found = cloudSites().find(site => site.region === region)
  return found ? { kind: 'cloud', region, uiOrigin: found.ui, apiOrigin: found.api, host: '' } : null
}

/** A server of the MSP's own has one host for people and programs. Nothing may be called there before its proof. */
export function onPremiseSite(host: string): Site {
  const origin = `https://${host}`
  return { kind: 'on-premise', region: 'on-premise', uiOrigin: origin, apiOrigin: origin, host }
}

const longest = 253

/**
 * A host name of the public DNS and nothing else: no address in any spelling, port, user or path (knowledge/reliability.md
 * §4.5). The answer says what is wrong, in the order in which a person would see it.
 */
export function parseHost(text: string): HostAnswer {
  const typed = text.trim()
  const fault = formFault(typed)
  if (fault !== null) return { ok: false, message: fault }
  const host = typed.toLowerCase()
  if (isAddressLike(host))
    return wrong('is an address. Give the server’s name in the public DNS, such as manage.example.com.')
  if (!isPublicHostName(host))
    return wrong(
      'is no name of the public DNS. It needs two parts or more, letters, digits and dashes only, such as manage.example.com.',
    )
  // What a browser would make of it must be the same name, or two readers could see two hosts.
  if (!isCanonical(host))
    return wrong('is a name that not every reader reads alike. Write it as the public DNS has it.')
  if (isVendorHost(host)) return wrong('is ConnectWise’s own cloud. Choose its region instead.')
  return { ok: true, host }
}

const wrong = (what: string): HostAnswer => ({ ok: false, message: `This ${what}` })

/** The order matters: an address with a user name in front is told of the user name. */
function formFault(typed: string): string | null {
  if (typed === '') return 'Give the host name of your ConnectWise server.'
  if (/[^\x21-\x7e]/.test(typed))
    return 'A host name has plain letters, digits, dots and dashes only: no spaces and no other alphabets.'
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(typed) || typed.startsWith('//'))
    return 'Give the host name only, without https:// and without anything after it.'
  if (typed.includes('@')) return 'Leave out the user name: a host name has no @.'
  if (/[[\]]/.test(typed) || (typed.match(/:/g) ?? []).length > 1)
    return 'This is an address. Give the server’s name in the public DNS, such as manage.example.com.'
  if (typed.includes(':')) return 'Leave out the port: only 443, the usual one, is called.'
  if (/[/\\?#%]/.test(typed)) return 'Give the host name only, without a path.'
  if (typed.endsWith('.')) return 'Leave out the dot at the end.'
  if (typed.length > longest) return `A host name has at most ${longest} characters.`
  return null
}

/** In decimal, octal or hexadecimal, whole or in pieces: whatever some resolver would read as numbers. */
function isAddressLike(host: string): boolean {
  return isIP(host) !== 0 || host.split('.').every(label => /^(?:0x[0-9a-f]*|\d+)$/.test(label))
}

/** An `xn--` label has to be the spelling of some letters: what is none stays as it is. */
function isCanonical(host: string): boolean {
  if (!URL.canParse(`https://${host}`) || new URL(`https://${host}`).hostname !== host) return false
  return !/(?:^|\.)xn--/.test(domainToUnicode(host))
}

function isVendorHost(host: string): boolean {
  const configured = cloudSites().flatMap(({ ui, api }) => [new URL(ui).hostname, new URL(api).hostname])
  return configured.includes(host) || /(?:^|\.)(?:myconnectwise\.net|connectwisedev\.com)$/.test(host)
}
