import { z } from 'zod'
import { present } from '../../lib/std/assert.ts'
import { DEMO, type RunningConnectWise } from '../simulators/connectwise/index.ts'
import type { DocumentTruth, OrganisationTruth } from '../simulators/xero/truth.ts'
import type { World } from './accounts-world.ts'

const invoice = z.object({
  id: z.int(),
  billingLogId: z.int(),
  number: z.string(),
  closed: z.boolean(),
  total: z.string(),
  glBatch: z.object({ id: z.int(), name: z.string() }).nullable(),
  entries: z.array(z.object({ id: z.int(), batchId: z.int().nullable() })),
})
const batch = z.object({
  id: z.int(),
  identifier: z.string(),
  entries: z.array(z.object({ invoiceId: z.int() })),
})
const manage = z.object({
  tenants: z.record(z.string(), z.object({ invoices: z.array(invoice), batches: z.array(batch) })),
})
const made = z.object({ invoices: z.array(invoice) })
const bulk = z.object({
  companies: z.array(z.object({ name: z.string() })),
  invoices: z.array(z.object({ id: z.int() })),
})

export type ManageInvoice = z.output<typeof invoice>
export type ManageBatch = z.output<typeof batch>

/** What the simulators' own records say: a judge that knows nothing of ours. */
export interface Books {
  /** Every document of that number that counts, of either kind. */
  inXero(number: string): Promise<DocumentTruth[]>
  allInXero(): Promise<DocumentTruth[]>
  organisation(): Promise<OrganisationTruth>
  inManage(id: number): Promise<ManageInvoice>
  manage(): Promise<{ invoices: ManageInvoice[]; batches: ManageBatch[] }>
  batchesOf(id: number): Promise<ManageBatch[]>
  /** New invoices in Manage, closed unless the spec says otherwise. */
  add(specs: object[]): Promise<ManageInvoice[]>
  /** A closed invoice of a customer whom nobody knows yet. */
  addOfNewCustomer(): Promise<{ customer: string; invoice: ManageInvoice }>
  /** Closed invoices of customers whom nobody knows yet. */
  addMany(invoices: number, customers: number): Promise<ManageInvoice[]>
  /** Somebody works in Manage: changes and a status. */
  change(id: number, edit: { status?: string; changes?: object }): Promise<void>
}

export function openBooks(
  { connectwise, xero }: Pick<World, 'connectwise' | 'xero'>,
  organisation: string,
): Books {
  const tenant = DEMO.company
  const read = () => readManage(connectwise, tenant)
  const readOrganisation = async () => {
    const { organisations } = await xero.control.truth()
    return present(
      organisations.find(({ tenantId }) => tenantId === organisation),
      'the linked organisation',
    )
  }
  const allInXero = async () => {
    const { invoices, creditNotes } = await readOrganisation()
    return [...invoices, ...creditNotes].filter(({ status }) => status !== 'VOIDED' && status !== 'DELETED')
  }
  const seed = async (invoices: number, customers: number) => {
    const made = await connectwise.control.seed<object>({
      kind: 'bulk',
      tenant,
      invoices,
      customers,
      linesPerInvoice: 2,
    })
    const { companies, invoices: seeded } = bulk.parse(made)
    const ids = new Set(seeded.map(({ id }) => id))
    const rows = (await read()).invoices.filter(({ id }) => ids.has(id))
    return { companies, rows }
  }
  return {
    allInXero,
    organisation: readOrganisation,
    manage: read,
    inXero: async number => (await allInXero()).filter(document => document.number === number),
    inManage: async id =>
      present(
        (await read()).invoices.find(one => one.id === id),
        `invoice ${id}`,
      ),
    batchesOf: async id =>
      (await read()).batches.filter(({ entries }) => entries.some(({ invoiceId }) => invoiceId === id)),
    add: async specs =>
      made.parse(await connectwise.control.call('POST', 'invoices', { tenant, invoices: specs })).invoices,
    addOfNewCustomer: async () => {
      const { companies, rows } = await seed(1, 1)
      return { customer: present(companies[0], 'a customer').name, invoice: present(rows[0], 'an invoice') }
    },
    addMany: async (invoices, customers) => (await seed(invoices, customers)).rows,
    change: async (id, edit) => {
      await connectwise.control.call('PATCH', 'invoices', { tenant, id, ...edit })
    },
  }
}

async function readManage({ control }: RunningConnectWise, tenant: string) {
  const { tenants } = manage.parse(await control.truth())
  return present(tenants[tenant], `login company ${tenant}`)
}
