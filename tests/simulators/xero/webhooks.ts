import { createHmac, randomBytes } from 'node:crypto'
import type { Clock } from '../kit/clock.ts'
import { createWebhooks, type Delivery } from '../kit/webhooks.ts'
import type { XeroParameters } from './parameters.ts'
import type { Books } from './store.ts'
import type { Change } from './world.ts'

export type WebhookTarget = { url: string; key: string }
export type XeroWebhooks = ReturnType<typeof createXeroWebhooks>

/** Xero gives five seconds and tries for a day; the first pauses are enough here. */
const PAUSES = [1_000, 5_000, 30_000, 60_000, 300_000, 1_800_000, 7_200_000]

type Parts = { books: Books; clock: Clock; parameters: { current: XeroParameters }; apiUrl(): string }

export function createXeroWebhooks(parts: Parts) {
  let target: WebhookTarget | undefined
  let sequence = 0
  const sender = createWebhooks({
    clock: parts.clock,
    timeoutMs: 5_000,
    retryPausesMs: PAUSES,
    mode: () => parts.parameters.current.webhooks,
  })

  return {
    register(registered: WebhookTarget | undefined) {
      target = registered
    },
    announce(changes: Change[]) {
      if (!target || changes.length === 0) return
      const firstEventSequence = sequence + 1
      sequence += changes.length
      const events = changes.map(change => eventOf(parts, change))
      const body = { events, firstEventSequence, lastEventSequence: sequence, entropy: entropy() }
      sender.send(sign(target, JSON.stringify(body)))
    },
    /** Intent to receive: some calls are signed wrongly, and a receiver that accepts those is turned down. */
    async intent(): Promise<{ valid: boolean; statuses: { signed: boolean; status: number }[] }> {
      const statuses: { signed: boolean; status: number }[] = []
      for (const signed of [true, false, false, true]) {
        if (!target) break
        const key = signed ? target.key : `${target.key}-wrong`
        statuses.push({ signed, status: await sender.once(sign({ ...target, key }, emptyBody())) })
      }
      const valid =
        statuses.length > 0 && statuses.every(({ signed, status }) => status === (signed ? 200 : 401))
      return { valid, statuses }
    },
    log: sender.log,
    settled: sender.settled,
  }
}

function eventOf({ books, clock, apiUrl }: Parts, { tenant, category, id, type }: Change): object {
  const row = books.documents.get(id)
  const place = { INVOICE: 'Invoices', CREDITNOTE: 'CreditNotes', CONTACT: 'Contacts' }[category]
  return {
    resourceUrl: `${apiUrl()}/api.xro/2.0/${place}/${id}`,
    resourceId: id,
    tenantId: tenant,
    tenantType: 'ORGANISATION',
    eventCategory: category,
    eventType: type,
    eventDateUtc: new Date(clock.now()).toISOString().slice(0, 23),
    ...(category === 'CREDITNOTE' && row ? { data: { Type: row.type, Status: row.status } } : {}),
  }
}

function emptyBody(): string {
  return JSON.stringify({ events: [], firstEventSequence: 0, lastEventSequence: 0, entropy: entropy() })
}

function sign({ url, key }: WebhookTarget, body: string): Delivery {
  const signature = createHmac('sha256', key).update(body).digest('base64')
  return { url, headers: { 'content-type': 'application/json', 'x-xero-signature': signature }, body }
}

function entropy(): string {
  return randomBytes(15).toString('base64')
}
