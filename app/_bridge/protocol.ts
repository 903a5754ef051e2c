/**
 * ConnectWise's hosted API on the wire (knowledge/connectwise.md §1.2). Out goes JSON text only: Manage drops objects
 * without a word. In comes text; objects are tolerated. No library here: the frame loads it.
 */

// frame → Manage

export interface RequestArgs {
  getMemberAuthentication: undefined
  /** pods only; a screen with unsaved changes asks the member first */
  refreshScreen: undefined
  setDirty: { dirty: boolean }
  openScreen: { newTab: boolean; screen: 'ticket' | 'company'; id: number }
}

export type RequestName = keyof RequestArgs

export type EventAnswer = { result: 'success' } | { result: 'failure'; errors: string[] }

export function readyText(): string {
  return JSON.stringify({ message: 'ready' })
}

export function requestText<Name extends RequestName>(
  name: Name,
  args: RequestArgs[Name],
  frameId: string,
): string {
  return JSON.stringify({ hosted_request: name, args: args ?? {}, frameID: frameId })
}

// Manage → frame

export interface ScreenObject {
  /** lower case: invoice, company, companyfinance … */
  screen: string
  id: string
  hostedAs: string
}

export interface HostedEvent {
  kind: 'event'
  event: string
  /** as received: goes back unchanged */
  id: unknown
  screen: ScreenObject | null
}

export type Incoming =
  | { kind: 'frame-id'; frameId: string }
  /** `name` in lower case, and nothing that tells two answers of one name apart */
  | { kind: 'response'; name: string; data: unknown }
  | HostedEvent

/** What the handshake says of the member: a claim until our server has asked ConnectWise. */
export interface MemberAuthentication {
  site: string
  companyid: string
  memberid: string
  memberHash: string
  memberContext: string
}

/** Larger than any message of the protocol. */
export const messageMost = 65_536

export function parseMessage(data: unknown): Incoming | null {
  const message = record(typeof data === 'string' ? parseText(data) : data)
  if (!message) return null
  const { MessageFrameID: frameId, response, event } = message
  if (typeof frameId === 'string' || typeof frameId === 'number') {
    return { kind: 'frame-id', frameId: String(frameId) }
  }
  if (typeof response === 'string')
    return { kind: 'response', name: response.toLowerCase(), data: message.data }
  if (typeof event !== 'string') return null
  return { kind: 'event', event, id: message._id, screen: screenOf(message.data) }
}

/** Null when something is missing or is no printable text: it could never be a claim that holds. */
export function parseAuthentication(data: unknown): MemberAuthentication | null {
  const { site, companyid, memberid, memberHash, memberContext = '' } = record(data) ?? {}
  if (!isText(site) || !isText(companyid) || !isText(memberid) || !isText(memberHash)) return null
  return typeof memberContext === 'string' ? { site, companyid, memberid, memberHash, memberContext } : null
}

// The vendor's prose says args, its sample and real pods read data.screenObject.
function screenOf(data: unknown): ScreenObject | null {
  const { screen, id, hostedAs } = record(record(data)?.screenObject) ?? {}
  if (typeof screen !== 'string' || (typeof id !== 'string' && typeof id !== 'number')) return null
  return {
    screen: screen.toLowerCase(),
    id: String(id),
    hostedAs: typeof hostedAs === 'string' ? hostedAs.toLowerCase() : '',
  }
}

function parseText(text: string): unknown {
  if (text.length > messageMost) return null
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}

function record(value: unknown): Record<string, unknown> | null {
  return isRecord(value) ? value : null
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= 2_048
}
