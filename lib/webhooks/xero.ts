import { z } from 'zod'
import { tookCall } from '../accounts/calls.ts'
import { accountOfOrganisation } from '../accounts/directory.ts'
import { inAccount } from '../accounts/transaction.ts'
import { enqueue } from '../queue/queue.ts'
import { parseJson, writeJson } from '../std/json.ts'
import { receivedCall } from './call.ts'
import type { WebhookOutcome } from './handle.ts'
import { bodyMost } from './receive.ts'

const path = '/api/webhooks/xero/events'

const zEvents = z.object({
  events: z.array(z.looseObject({ tenantId: z.string(), eventCategory: z.string() })).max(10_000),
})

/** Of an event only the ids count. A changed contact makes the company's cached lists old; a record may wait for just that. */
export async function handleXero(body: Buffer): Promise<WebhookOutcome> {
  const events = parse(body)
  if (!events) return 'malformed'
  const contacts = events.filter(event => event.eventCategory === 'CONTACT')
  const organisations = new Set(contacts.map(event => event.tenantId))
  for (const organisationId of [...new Set(events.map(event => event.tenantId))].sort()) {
    const owner = await accountOfOrganisation({ vendor: 'xero', organisationId })
    if (!owner) continue
    // Of a message that several customers share, each one's log has its own events only.
    const own = { events: events.filter(event => event.tenantId === organisationId) }
    const call = { ...{ path, headers: {}, system: 'xero', status: 200, ms: 0 }, body: writeJson(own) }
    tookCall({ ...owner, direction: 'in' }, receivedCall(call))
    if (organisations.has(organisationId))
      await inAccount(owner.accountId, tx => enqueue(tx, { name: 'refresh-reference', ...owner }))
  }
  return organisations.size > 0 ? 'noted' : 'not used'
}

function parse(body: Buffer): z.output<typeof zEvents>['events'] | null {
  try {
    const result = zEvents.safeParse(parseJson(body.toString('utf8'), bodyMost))
    return result.success ? result.data.events : null
  } catch {
    return null
  }
}
