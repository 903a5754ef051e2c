import { z } from 'zod'
import { writeJson } from '../std/json.ts'
import type { WebhookOutcome } from './handle.ts'
import { jsonBody, tellOrganisations } from './organisations.ts'

const zEvents = z.object({
  events: z.array(z.looseObject({ tenantId: z.string(), eventCategory: z.string() })).max(10_000),
})

/** An invoice that was paid, a credit note that was applied. */
const rings: ReadonlySet<string> = new Set(['INVOICE', 'CREDITNOTE'])

/**
 * Of an event only the ids count. A changed contact makes the company's cached lists old, and a record may wait for just that. Xero has
 * no event for payments: that of the paid invoice is the doorbell (knowledge/ledgers.md §1.7).
 */
export async function handleXero(body: Buffer): Promise<WebhookOutcome> {
  const parsed = zEvents.safeParse(jsonBody(body))
  if (!parsed.success) return 'malformed'
  const { events } = parsed.data
  const isPaid = (event: (typeof events)[number]) => rings.has(event.eventCategory)
  const isContact = (event: (typeof events)[number]) => event.eventCategory === 'CONTACT'
  const heard = [...Map.groupBy(events, event => event.tenantId)].map(([organisationId, own]) => ({
    organisationId,
    contacts: own.some(isContact),
    paid: own.some(isPaid),
    own: writeJson({ events: own }),
  }))
  await tellOrganisations('xero', heard)
  return events.some(event => isContact(event) || isPaid(event)) ? 'noted' : 'not used'
}
