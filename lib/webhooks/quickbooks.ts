import { z } from 'zod'
import { writeJson } from '../std/json.ts'
import type { WebhookOutcome } from './handle.ts'
import { jsonBody, tellOrganisations } from './organisations.ts'

const most = 10_000

interface Event {
  realm: string
  entity: string
  /** what the account's log shows of it */
  shown: Record<string, unknown>
}

/** CloudEvents 1.0, the only shape since July 2026; `type` is `qbo.customer.updated.v1`. */
const zCloudEvents = z
  .array(z.looseObject({ type: z.string(), intuitentityid: z.string(), intuitaccountid: z.string() }))
  .max(most)
  .transform(events =>
    events.map(
      (event): Event => ({
        realm: event.intuitaccountid,
        entity: (event.type.split('.')[1] ?? '').toLowerCase(),
        shown: event,
      }),
    ),
  )

/** The shape before it, which replays of older events may still have. */
const zNotifications = z
  .object({
    eventNotifications: z
      .array(
        z.object({
          realmId: z.string(),
          dataChangeEvent: z.object({
            entities: z.array(z.looseObject({ name: z.string(), id: z.string() })).max(most),
          }),
        }),
      )
      .max(most),
  })
  .transform(({ eventNotifications }) =>
    eventNotifications.flatMap(({ realmId, dataChangeEvent }) =>
      dataChangeEvent.entities.map(
        (entity): Event => ({
          realm: realmId,
          entity: entity.name.toLowerCase(),
          shown: entity,
        }),
      ),
    ),
  )

const zDelivery = z.union([zCloudEvents, zNotifications])

/** What the cached lists hold. */
const listed = new Set(['customer', 'item', 'account', 'class', 'department', 'taxcode', 'term'])

/** What may have been paid, or paid back. */
const paid = new Set(['payment', 'refundreceipt'])

/** Several realms may share a delivery. Of an event only the ids count: a changed list is read again, and what was paid. */
export async function handleQuickBooks(body: Buffer): Promise<WebhookOutcome> {
  const parsed = zDelivery.safeParse(jsonBody(body))
  if (!parsed.success) return 'malformed'
  const events = parsed.data
  const heard = [...Map.groupBy(events, ({ realm }) => realm)].map(([organisationId, own]) => ({
    organisationId,
    contacts: own.some(({ entity }) => listed.has(entity)),
    paid: own.some(({ entity }) => paid.has(entity)),
    own: writeJson(own.map(({ shown }) => shown)),
  }))
  await tellOrganisations('quickbooks', heard)
  return heard.some(({ contacts, paid }) => contacts || paid) ? 'noted' : 'not used'
}
