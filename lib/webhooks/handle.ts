import { closeInbox, takeInbox } from '../accounts/directory/inbox.ts'
import { inDirectory } from '../accounts/transaction.ts'
import { createLogger } from '../std/log.ts'
import { handleConnectWise } from './connectwise.ts'
import { handleQuickBooks } from './quickbooks.ts'
import { handleXero } from './xero.ts'

const log = createLogger('webhooks')
const attemptsMost = 20

/**
 * An event is a hint: the record is read again before anything follows from it. What is forged, foreign or no event leaves
 * its outcome here and nothing else. What throws (an outage) stays open and is tried again.
 */
export async function handleWebhook(inboxId: number): Promise<void> {
  const item = await takeInbox(inboxId)
  if (!item) return
  const outcome = item.attempts > attemptsMost ? 'given up' : await outcomeOf(item)
  if (suspicious.has(outcome)) {
    log.warn({ webhook: inboxId, account: item.accountId, reason: outcome }, 'A webhook was refused')
  }
  await inDirectory(tx => closeInbox(tx, inboxId, outcome))
}

export type WebhookOutcome =
  | 'started'
  | 'withdrawn'
  | 'noted'
  | 'not used'
  | 'malformed'
  | 'foreign company'
  | 'foreign key address'
  | 'forged'
  | 'given up'

const suspicious: ReadonlySet<WebhookOutcome> = new Set(['foreign company', 'foreign key address', 'forged'])

type Item = NonNullable<Awaited<ReturnType<typeof takeInbox>>>

async function outcomeOf(item: Item): Promise<WebhookOutcome> {
  const { accountId, body, signature } = item
  if (item.source === 'xero') return handleXero(body)
  if (item.source === 'quickbooks') return handleQuickBooks(body)
  return item.source === 'connectwise' && accountId !== null
    ? handleConnectWise({ accountId, body, signature })
    : 'malformed'
}
