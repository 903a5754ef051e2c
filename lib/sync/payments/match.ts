import { record as recordActivity } from '../../activity/activity.ts'
import type { Scope } from '../postings/store.ts'
import type { Actor } from '../run.ts'
import { askForPayments } from './ask.ts'
import { lockLoose, saveLeftOut, saveMatch } from './loose/store.ts'
import { offeredOf } from './offered.ts'

type Start = Omit<Scope, 'companyId'> & { actor: Actor }

interface Told {
  /** the invoice in ConnectWise, one of those that were offered; null: none is meant */
  recordId: string | null
  reason: string
}

/** A person says which invoice a payment is for, or that it is for none. False: it is matched already, or was not offered. */
export async function matchPayment(start: Start, id: string, told: Told): Promise<boolean> {
  const row = await lockLoose(start.tx, id)
  if (!row) return false
  const { recordId, reason } = told
  const number = offeredOf(row).find(one => one.recordId === recordId)?.number ?? ''
  if (recordId !== null && (number === '' || row.recordId !== null)) return false
  if (recordId === null) await saveLeftOut(start.tx, id, reason)
  else await saveMatch(start.tx, id, { recordId, number, by: 'person' })
  const { accountId, tx, actor } = start
  await recordActivity(tx, {
    accountId,
    actor: actor.id === null ? null : { id: actor.id, name: actor.name },
    verb: recordId === null ? 'left a payment out' : 'matched a payment',
    subject: recordId === null ? `payment:${row.paymentId}` : `invoice:${recordId}`,
    companyId: row.companyId,
    detail: { amount: row.amount.toText(), date: row.date, number, reason },
  })
  if (recordId !== null) await askForPayments({ tx, accountId, companyId: row.companyId })
  return true
}
