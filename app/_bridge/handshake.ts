import { type HostedApi, HostedSilence } from './hosted-api.ts'
import type { MemberAuthentication } from './protocol.ts'

/** What our server answers to a claim (app/[install]/signin/claim). */
export type ClaimAnswer =
  | { kind: 'agreed'; agreement: string; userId: string; same: boolean }
  | { kind: 'no-role'; name: string; admins: string[] }
  | { kind: 'refused'; reason: ClaimRefusal }
  | { kind: 'ticket'; url: string }
  | { kind: 'asked' }

export type ClaimRefusal =
  | 'company'
  | 'hash'
  | 'member'
  | 'inactive'
  | 'rate'
  | 'unreachable'
  /** our own server could not be reached or answered something else */
  | 'server'

/** A session as is, the admins told of a wish for access, or a ticket for a page in its own tab. */
export type ClaimWish = { want: 'session' } | { want: 'access' } | { want: 'tab'; to: string }

/** Carries the hash to our server and nowhere else. */
export type AskServer = (claim: MemberAuthentication, wish: ClaimWish) => Promise<ClaimAnswer>

export type Introduction =
  | { kind: 'agreed'; agreement: string; userId: string }
  | { kind: 'no-role'; name: string; admins: string[]; ask(): Promise<boolean> }
  | { kind: 'refused'; reason: ClaimRefusal }
  | { kind: 'silent'; heard: boolean }
  /** the cookie did not come back; `tab` answers the address of a page in its own tab */
  | { kind: 'cookies-refused'; tab(to: string): Promise<string | null> }

/** Manage introduces the member, our server has ConnectWise confirm it. The claim lives in this call only. */
export async function introduce(
  api: HostedApi,
  ask: AskServer,
  hasSession: () => Promise<boolean>,
): Promise<Introduction> {
  try {
    let claim = await api.authenticate()
    let answer = await ask(claim, { want: 'session' })
    if (answer.kind === 'refused' && answer.reason === 'hash') {
      // The hash lives as long as the member's own session in Manage: ask for the newest once more.
      claim = await api.authenticate()
      answer = await ask(claim, { want: 'session' })
    }
    return await introduction(claim, answer, ask, hasSession)
  } catch (error) {
    if (error instanceof HostedSilence) return { kind: 'silent', heard: api.heard() }
    return { kind: 'refused', reason: 'server' }
  }
}

async function introduction(
  claim: MemberAuthentication,
  answer: ClaimAnswer,
  ask: AskServer,
  hasSession: () => Promise<boolean>,
): Promise<Introduction> {
  if (answer.kind === 'refused') return answer
  if (answer.kind === 'no-role') {
    return { ...answer, ask: async () => (await ask(claim, { want: 'access' })).kind === 'asked' }
  }
  if (answer.kind !== 'agreed') return { kind: 'refused', reason: 'server' }
  // A new cookie that a browser with partitioned cookies switched off has thrown away.
  if (!answer.same && !(await hasSession())) {
    const tab = async (to: string) => {
      const ticket = await ask(claim, { want: 'tab', to })
      return ticket.kind === 'ticket' ? ticket.url : null
    }
    return { kind: 'cookies-refused', tab }
  }
  return { kind: 'agreed', agreement: answer.agreement, userId: answer.userId }
}

/** The browser's side of the two questions above. */
export function askOf(install: string): { ask: AskServer; hasSession(): Promise<boolean> } {
  return {
    ask: async (claim, wish) => {
      const response = await fetch(`/${install}/signin/claim`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ claim, ...wish }),
        cache: 'no-store',
      })
      const answer: unknown = await response.json()
      return isAnswer(answer) ? answer : { kind: 'refused', reason: 'server' }
    },
    hasSession: async () => {
      const response = await fetch(`/${install}/api/auth/session`, { cache: 'no-store' })
      const session: unknown = await response.json()
      return typeof session === 'object' && session !== null && 'expires' in session
    },
  }
}

// Our own server of the same release: the kind tells the rest.
function isAnswer(value: unknown): value is ClaimAnswer {
  return typeof value === 'object' && value !== null && 'kind' in value && typeof value.kind === 'string'
}
