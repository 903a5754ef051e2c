import { z } from 'zod'
import { present } from '../../lib/std/assert.ts'
import { openNames } from '../../scripts/seed-quickbooks.ts'
import type { Parties, Party } from './kinds/kind.ts'
import type { Rig } from './rig.ts'
import { tenant } from './world.ts'

const vendors = 6
/** The finance people of the login company (tests/simulators/connectwise/seed.ts). */
const employees: readonly Party[] = [
  { id: 151, identifier: 'PLarsen', name: 'Pia Larsen' },
  { id: 152, identifier: 'JNg', name: 'Jia Ng' },
]

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
  const all = [...made.vendors, ...employees]
  await knowInXero(rig, all)
  await openNames(
    rig.quickbooksUrl,
    all.map(({ name }) => ({ as: 'Vendor', name })),
  )
  return { ...made, employees }
}

/** Members are numbered for themselves: in Xero their number tells them from companies. */
async function knowInXero({ xero }: Rig, parties: readonly Party[]): Promise<void> {
  for (const { identifier, name } of parties) {
    const seed = { kind: 'bulk', contacts: 1, prefix: `${identifier}-` }
    const made = zContacts.parse(await xero.seed(seed))
    const contact = present(made.contacts[0], 'a contact').ContactID
    await xero.seed({ kind: 'contact', id: contact, change: { name } })
  }
}
