import { z } from 'zod'
import { DEMO, type RunningConnectWise } from '../simulators/connectwise/index.ts'
import type { DocumentTruth } from '../simulators/xero/truth.ts'
import type { World } from './accounts-world.ts'

const invoice = z.object({
  id: z.int(),
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

export type ManageInvoice = z.output<typeof invoice>
export type ManageBatch = z.output<typeof batch>

/** What the simulators' own records say: a judge that knows nothing of ours. */
export interface Books {
  /** Every document of that number that counts, of either kind. */
  inXero(number: string): Promise<DocumentTruth[]>
  allInXero(): Promise<DocumentTruth[]>
  inManage(id: number): Promise<ManageInvoice>
  batchesOf(id: number): Promise<ManageBatch[]>
  /** New invoices in Manage, closed unless the spec says otherwise. */
  add(specs: object[]): Promise<ManageInvoice[]>
  /** Somebody works in Manage: changes and a status. */
  change(id: number, edit: { status?: string; changes?: object }): Promise<void>
}

export function openBooks(
  { connectwise, xero }: Pick<World, 'connectwise' | 'xero'>,
  organisation: string,
): Books {
  const tenant = DEMO.company
  const read = () => readManage(connectwise, tenant)
  const allInXero = async () => {
    const { organisations } = await xero.control.truth()
    return organisations
      .filter(({ tenantId }) => tenantId === organisation)
      .flatMap(({ invoices, creditNotes }) => [...invoices, ...creditNotes])
      .filter(({ status }) => status !== 'VOIDED' && status !== 'DELETED')
  }
  return {
    allInXero,
    inXero: async number => (await allInXero()).filter(document => document.number === number),
    inManage: async id => {
      const found = (await read()).invoices.find(one => one.id === id)
      if (!found) throw new Error(`Manage has no invoice ${id}.`)
      return found
    },
    batchesOf: async id =>
      (await read()).batches.filter(({ entries }) => entries.some(({ invoiceId }) => invoiceId === id)),
    add: async specs =>
      made.parse(await connectwise.control.call('POST', 'invoices', { tenant, invoices: specs })).invoices,
    change: async (id, edit) => {
      await connectwise.control.call('PATCH', 'invoices', { tenant, id, ...edit })
    },
  }
}

async function readManage({ control }: RunningConnectWise, tenant: string) {
  const { tenants } = manage.parse(await control.truth())
  const books = tenants[tenant]
  if (!books) throw new Error(`Manage has no login company ${tenant}.`)
  return books
}
