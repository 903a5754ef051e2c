import { tookCall } from '../accounts/calls.ts'
import { accountOfOrganisation } from '../accounts/directory.ts'
import type { LedgerVendor } from '../accounts/ledgers.ts'
import { inAccount } from '../accounts/transaction.ts'
import { enqueue } from '../queue/queue.ts'
import { parseJson } from '../std/json.ts'
import { ringForCredits } from '../sync/credits/ask.ts'
import { ringForPayments } from '../sync/payments/ask.ts'
import { receivedCall } from './call.ts'
import { bodyMost } from './receive.ts'

/** What a delivery says of one organisation; a body that several customers share is shown to each without the others' part. */
export interface Heard {
  organisationId: string
  /** a name of its lists has changed: the cached ones are old */
  contacts: boolean
  /** something may have been paid, or taken back */
  paid: boolean
  /** the delivery with this organisation's events only, as JSON */
  own: string
}

/** Each organisation's part to its account; whose it is says the directory, never the delivery. */
export async function tellOrganisations(vendor: LedgerVendor, heard: readonly Heard[]): Promise<void> {
  for (const { organisationId, contacts, paid, own } of heard) {
    const owner = await accountOfOrganisation({ vendor, organisationId })
    if (!owner) continue
    const path = `/api/webhooks/${vendor}/events`
    const call = { path, headers: {}, system: vendor, status: 200, ms: 0, body: own }
    tookCall({ ...owner, direction: 'in' }, receivedCall(call))
    if (paid) {
      await ringForPayments(owner)
      await ringForCredits(owner)
    }
    if (contacts) await inAccount(owner.accountId, tx => enqueue(tx, { name: 'refresh-reference', ...owner }))
  }
}

/** Null: no JSON, or more of it than any vendor sends. */
export function jsonBody(body: Buffer): unknown {
  try {
    return parseJson(body.toString('utf8'), bodyMost)
  } catch {
    return null
  }
}
