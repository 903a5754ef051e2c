import { inAccount } from '../../lib/accounts/transaction.ts'
import { saveMapping } from '../../lib/mappings/mappings.ts'
import { present } from '../../lib/std/assert.ts'
import { readXero } from '../faults/books.ts'
import type { Rig } from '../faults/rig.ts'
import { type Bulk, type BulkSpec, seedInvoices, type World } from '../faults/world.ts'
import { DEMO_AU } from '../simulators/xero/seed.ts'

export const customers = 50

/** Closed records whose customers are contacts in Xero by their numbers, as an MSP has them that came from ConnectWise. */
export async function seedForXero(rig: Rig, spec: Partial<BulkSpec> & { invoices: number }): Promise<Bulk> {
  const made = await seedInvoices(rig, { customers, linesPerInvoice: 3, status: 'closed', ...spec })
  const firstNumber = present(made.companies[0], 'There is no customer.').id
  await rig.xero.seed({ kind: 'bulk', contacts: customers, firstNumber })
  return made
}

/** Each customer mapped to its contact: a warm run makes none. */
export async function mapContacts(
  { rig, accountId, companyId, actor }: World,
  { companies }: Pick<Bulk, 'companies'>,
): Promise<void> {
  const { contacts } = readXero(await rig.xero.truth(), DEMO_AU)
  const byNumber = new Map(contacts.map(contact => [contact.customer, contact]))
  await inAccount(accountId, async tx => {
    for (const { id, name } of companies) {
      const contact = present(byNumber.get(String(id)), `Customer ${id} has no contact.`)
      const ledger = { id: contact.id, name: contact.name }
      const decision = { companyId, kind: 'customer' as const, psaKey: String(id), psaName: name, ledger }
      await saveMapping(tx, { ...decision, actor: { id: actor.id ?? '', name: actor.name } })
    }
  })
}
