import { z } from 'zod'
import { accountOfOrganisation } from '../accounts/directory.ts'
import { inAccount } from '../accounts/transaction.ts'
import { enqueue } from '../queue/queue.ts'
import { parseJson } from '../std/json.ts'
import type { WebhookOutcome } from './handle.ts'
import { bodyMost } from './receive.ts'

const zEvents = z.object({
  events: z.array(z.object({ tenantId: z.string(), eventCategory: z.string() })).max(10_000),
})

/** Of an event only the ids count. A changed contact makes the company's cached lists old; a record may wait for just that. */
export async function handleXero(body: Buffer): Promise<WebhookOutcome> {
  const events = parse(body)
  if (!events) return 'malformed'
  const contacts = events.filter(event => event.eventCategory === 'CONTACT')
  const organisations = new Set(contacts.map(event => event.tenantId))
  for (const organisationId of [...organisations].sort()) {
    const owner = await accountOfOrganisation({ vendor: 'xero', organisationId })
    if (!owner) continue
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
