import { z } from 'zod'
import { present } from '../../lib/std/assert.ts'
import { openNames } from '../../scripts/seed-quickbooks.ts'
import { DEPARTMENTS, LOCATIONS } from '../simulators/connectwise/seed-tenant.ts'
import type { Parties, Party } from './kinds/kind.ts'
import type { Rig } from './rig.ts'
import { tenant } from './world.ts'

const vendors = 6
/** The ids of rows that are added to the GL mapping begin behind those that are there. */
const firstRow = 1_000
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
  await classTransfers(rig)
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

/** As this MSP has mapped everything else: by department and location, so that a line of a journal has its classes. */
async function classTransfers({ connectwise }: Rig): Promise<void> {
  const row = { glType: 'IT', cogs: ['', '', '', ''], salesCode: '' }
  const rows = [
    ...DEPARTMENTS.map(({ id, name }) => ({
      ...row,
      ...{ mappedType: 'Department', mappedRecord: { id, name }, segments: ['', name, '', ''] },
    })),
    ...LOCATIONS.map(({ id, name }) => ({
      ...row,
      ...{ mappedType: 'Location', mappedRecord: { id, name }, segments: ['', '', name, ''] },
    })),
  ].map((one, at) => ({ ...one, id: firstRow + at }))
  await connectwise.call('POST', 'gl-accounts', { tenant, rows })
}
