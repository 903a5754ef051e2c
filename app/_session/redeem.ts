import { z } from 'zod'
import {
  createSession,
  findInstall,
  peekTicket,
  redeemTicket,
  SessionEnded,
  type Ticket,
} from '../../lib/accounts/directory.ts'
import { ledgerVendors } from '../../lib/accounts/ledgers.ts'

const zEnter = z.object({ userId: z.uuid(), to: z.string() })
const zFactor = z.object({ userId: z.uuid(), need: z.enum(['trusted', 'recent']) })
const zConnect = z.object({ userId: z.uuid(), companyId: z.uuid(), ledger: z.enum(ledgerVendors) })

export type FactorSubject = z.output<typeof zFactor> &
  Pick<Ticket, 'accountId' | 'sessionHash' | 'deviceHash'>
export type ConnectSubject = z.output<typeof zConnect> & { accountId: string; sessionHash: string }

/**
 * A session of the tab's own for the member whose ticket it is; null when the ticket is not good for this page. It belongs to
 * the browser of the frame that asked; where that one kept no cookie, to the tab's own.
 */
export async function enterByTicket(
  install: string,
  text: string,
  to: string,
  deviceHash: string | null = null,
): Promise<{ sessionId: string; to: string } | null> {
  const ticket = await redeemTicket(text, 'enter')
  const asked = await subjectOf(install, ticket, zEnter)
  if (!ticket || !asked || asked.to !== to) return null
  try {
    const { accountId, sessionHash: parentHash } = ticket
    const { id } = await createSession({ accountId, userId: asked.userId, parentHash, deviceHash })
    return { sessionId: id, to }
  } catch (error) {
    if (error instanceof SessionEnded) return null
    throw error
  }
}

/** What a connect window is for; looking does not use the ticket up, the click does. */
export async function connectTicket(
  install: string,
  text: string,
  use: 'look' | 'click',
): Promise<ConnectSubject | null> {
  const ticket = await (use === 'look' ? peekTicket(text, 'connect') : redeemTicket(text, 'connect'))
  const asked = await subjectOf(install, ticket, zConnect)
  return ticket && asked && { ...asked, accountId: ticket.accountId, sessionHash: ticket.sessionHash }
}

/** Whose session a code is typed for; looking does not use the ticket up, a right code does. */
export async function factorTicket(
  install: string,
  text: string,
  use: 'look' | 'spend',
): Promise<FactorSubject | null> {
  const ticket = await (use === 'look' ? peekTicket(text, 'factor') : redeemTicket(text, 'factor'))
  const asked = await subjectOf(install, ticket, zFactor)
  if (!ticket || !asked) return null
  const { accountId, sessionHash, deviceHash } = ticket
  return { ...asked, accountId, sessionHash, deviceHash }
}

async function subjectOf<T>(install: string, ticket: Ticket | null, schema: z.ZodType<T>): Promise<T | null> {
  const found = await findInstall(install)
  if (!ticket || found?.accountId !== ticket.accountId) return null
  const result = schema.safeParse(JSON.parse(ticket.subject))
  return result.success ? result.data : null
}
