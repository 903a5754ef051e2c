import type { Transaction } from '../../drizzle/client.ts'
import type { MappingKey } from '../accounting/desk.ts'
import type { ContactRole } from '../accounting/document.ts'
import type { MappingKind, MappingLookup } from '../accounting/options.ts'
import { markDue } from '../accounts/directory.ts'
import { type Actor as Person, record } from '../activity/activity.ts'
import { enqueue } from '../queue/queue.ts'
import { lockMappings } from './sets/store.ts'
import { accountOfCompany, dropMapping, mappingRows, noteKeyRows, putContact, putMapping } from './store.ts'

export const mappingKinds = [
  'account',
  'item',
  'tax',
  'purchase-tax',
  'tracking-2',
  'tracking-3',
  'sales-rep',
  'customer',
  'vendor',
  'employee',
  'payment-account',
  'term',
] as const satisfies MappingKind[]

/** The company's decisions as a lookup: what the planner asks. */
export async function mappingLookup(tx: Transaction, companyId: string): Promise<MappingLookup> {
  const rows = await mappingRows(tx, companyId)
  const found = new Map(rows.map(row => [`${row.kind}\n${row.psaKey}`, row.ledgerId]))
  return { find: (kind, psaKey) => found.get(`${kind}\n${psaKey}`) ?? null }
}

export async function noteKeys(tx: Transaction, companyId: string, keys: MappingKey[]): Promise<void> {
  if (keys.length === 0) return
  await noteKeyRows(tx, await accountOfCompany(tx, companyId), companyId, keys)
}

/** A contact made by its own posting is its customer's or vendor's from now on. */
export async function linkContact(
  tx: Transaction,
  companyId: string,
  role: ContactRole,
  contact: { id: string; name: string; psaId: string; role: ContactRole | 'both' },
): Promise<void> {
  const accountId = await accountOfCompany(tx, companyId)
  await putContact(tx, accountId, companyId, contact)
  await putMapping(tx, {
    accountId,
    companyId,
    kind: role,
    psaKey: contact.psaId,
    psaName: contact.name,
    ledgerId: contact.id,
    ledgerName: contact.name,
  })
}

export interface Decision {
  companyId: string
  kind: MappingKind
  psaKey: string
  psaName: string
  /** null takes the decision back */
  ledger: { id: string; name: string } | null
  actor: NonNullable<Person>
}

/** Saves one pick and wakes the company: records that waited for it are planned again by themselves. */
export async function saveMapping(tx: Transaction, decision: Decision): Promise<void> {
  const { companyId, kind, psaKey, psaName, ledger, actor } = decision
  await lockMappings(tx, companyId)
  const accountId = await accountOfCompany(tx, companyId)
  const before = (await mappingRows(tx, companyId)).find(row => row.kind === kind && row.psaKey === psaKey)
  if (ledger) {
    await putMapping(tx, {
      accountId,
      companyId,
      kind,
      psaKey,
      psaName,
      ledgerId: ledger.id,
      ledgerName: ledger.name,
      decidedBy: actor.id,
    })
  } else await dropMapping(tx, companyId, kind, psaKey)
  await record(tx, {
    accountId,
    actor,
    verb: ledger ? 'mapped' : 'unmapped',
    subject: `mapping:${kind}:${psaKey}`,
    companyId,
    detail: { name: psaName, before: before?.ledgerName ?? null, after: ledger?.name ?? null },
  })
  await markDue(tx, accountId, companyId, 'now')
  await enqueue(tx, { name: 'wake-company', accountId, companyId })
}

/** Held to the end of the transaction: who looks at what stands and then changes it comes one after the other. */
export async function lockForChange(tx: Transaction, companyId: string): Promise<void> {
  await lockMappings(tx, companyId)
}
