import { z } from 'zod'
import { present } from '../../lib/std/assert.ts'
import { openNames } from '../../scripts/seed-quickbooks.ts'
import type { Parties, Party } from './kinds/kind.ts'
import type { Rig } from './rig.ts'
import { tenant } from './world.ts'

const vendors = 6

const zVendors = z.object({
  vendors: z.array(z.object({ id: z.int(), identifier: z.string(), name: z.string() })).min(1),
})
const zContacts = z.object({ contacts: z.array(z.object({ ContactID: z.string() })) })

/** Whom money is owed to must be known before a bill goes: they stand in Manage, and in both ledgers by the same names. */
export async function openParties(rig: Rig): Promise<Parties> {
  const made = zVendors.parse(
    await rig.connectwise.seed({
      kind: 'bulk',
      tenant,
      invoices: 0,
      customers: 1,
      linesPerInvoice: 1,
      vendors,
    }),
  )
  await knowInXero(rig, made.vendors)
  await openNames(
    rig.quickbooksUrl,
    made.vendors.map(({ name }) => ({ as: 'Vendor', name })),
  )
  return made
}

/** Numbered as in ConnectWise. */
async function knowInXero({ xero }: Rig, parties: readonly Party[]): Promise<void> {
  for (const { id, name } of parties) {
    const made = zContacts.parse(await xero.seed({ kind: 'bulk', contacts: 1, firstNumber: id }))
    const contact = present(made.contacts[0], 'a contact').ContactID
    await xero.seed({ kind: 'contact', id: contact, change: { name } })
  }
}
