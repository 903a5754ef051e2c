import { NumberText } from '../../std/json.ts'
import { ConnectorError } from '../ports.ts'
import type { PsaRight } from '../psa-facts.ts'
import type { Client } from './client.ts'
import type { Call } from './exchange.ts'

interface Probe extends PsaRight {
  call: Call
}

const one = { query: { pageSize: '1', fields: 'id' } }
/** No record has it: the call meets the rights and then nothing. */
const nobody = { path: { id: '0' } }

/** The table of the README, as far as it is used; each right with the smallest call that needs it and changes nothing. */
const probes: readonly Probe[] = [
  probe('accounting-inquire', 'Finance › Accounting Interface', 'Inquire', api =>
    api.GET('/finance/accounting/unpostedinvoices/count'),
  ),
  // The export is a preview, and of no record.
  probe('accounting-add', 'Finance › Accounting Interface', 'Add', api =>
    api.POST('/finance/accounting/export', {
      body: {
        batchIdentifier: 'test',
        glInterfaceIdentifier: 'test',
        exportInvoicesFlag: true,
        includedInvoiceIds: [new NumberText('0')],
      },
    }),
  ),
  probe('accounting-delete', 'Finance › Accounting Interface', 'Delete', api =>
    api.DELETE('/finance/accounting/batches/{id}', { params: nobody }),
  ),
  probe('invoicing-inquire', 'Finance › Invoicing', 'Inquire', api =>
    api.GET('/finance/invoices', { params: one }),
  ),
  probe('companies-inquire', 'Companies › Company Maintenance', 'Inquire', api =>
    api.GET('/company/companies', { params: one }),
  ),
  probe('attachments-inquire', 'Companies › Manage Attachments', 'Inquire', api =>
    api.GET('/system/documents', {
      params: { query: { ...one.query, recordType: 'Expense', recordId: '0' } },
    }),
  ),
  probe('purchase-orders-inquire', 'Procurement › Purchase Orders', 'Inquire', api =>
    api.GET('/procurement/purchaseorders', { params: one }),
  ),
  probe('expenses-inquire', 'Time & Expense › Expense Report Entry', 'Inquire', api =>
    api.GET('/expense/entries', { params: one }),
  ),
  probe('members-inquire', 'System › Member Maintenance', 'Inquire', api =>
    api.GET('/system/members', { params: one }),
  ),
  probe('tables-inquire', 'System › Table Setup', 'Inquire', api =>
    api.GET('/finance/glAccounts', { params: one }),
  ),
  probe('tables-delete', 'System › Table Setup', 'Delete', api =>
    api.DELETE('/system/callbacks/{id}', { params: nobody }),
  ),
]

function probe(id: string, place: string, level: PsaRight['level'], call: Call): Probe {
  return { id, place, level, call }
}

export const neededRights: readonly PsaRight[] = probes.map(({ id, place, level }) => ({ id, place, level }))

/** A record that is not there was looked for: the right is there. Whatever else went wrong says nothing of it. */
export async function hasRight(client: Client, id: string): Promise<boolean> {
  const found = probes.find(known => known.id === id)
  if (!found) throw new Error(`There is no probe of the right ${id}.`)
  try {
    await client.answer(found.call)
    return true
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.kind === 'forbidden' || error.kind === 'unauthorized') return false
    if (error.kind === 'not-found' && found.level === 'Delete') return true
    throw error
  }
}
