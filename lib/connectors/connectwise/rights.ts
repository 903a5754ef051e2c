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
  {
    id: 'accounting-inquire',
    place: 'Finance › Accounting Interface',
    level: 'Inquire',
    call: api => api.GET('/finance/accounting/unpostedinvoices/count'),
  },
  {
    id: 'accounting-add',
    place: 'Finance › Accounting Interface',
    level: 'Add',
    // The export is a preview, and of no record.
    call: api =>
      api.POST('/finance/accounting/export', {
        body: {
          batchIdentifier: 'test',
          glInterfaceIdentifier: 'test',
          exportInvoicesFlag: true,
          includedInvoiceIds: [new NumberText('0')],
        },
      }),
  },
  {
    id: 'accounting-delete',
    place: 'Finance › Accounting Interface',
    level: 'Delete',
    call: api => api.DELETE('/finance/accounting/batches/{id}', { params: nobody }),
  },
  {
    id: 'invoicing-inquire',
    place: 'Finance › Invoicing',
    level: 'Inquire',
    call: api => api.GET('/finance/invoices', { params: one }),
  },
  {
    id: 'companies-inquire',
    place: 'Companies › Company Maintenance',
    level: 'Inquire',
    call: api => api.GET('/company/companies', { params: one }),
  },
  {
    id: 'expenses-inquire',
    place: 'Time & Expense › Expense Report Entry',
    level: 'Inquire',
    call: api => api.GET('/expense/entries', { params: one }),
  },
  {
    id: 'members-inquire',
    place: 'System › Member Maintenance',
    level: 'Inquire',
    call: api => api.GET('/system/members', { params: one }),
  },
  {
    id: 'tables-inquire',
    place: 'System › Table Setup',
    level: 'Inquire',
    call: api => api.GET('/finance/glAccounts', { params: one }),
  },
  {
    id: 'tables-delete',
    place: 'System › Table Setup',
    level: 'Delete',
    call: api => api.DELETE('/system/callbacks/{id}', { params: nobody }),
  },
]

export const neededRights: readonly PsaRight[] = probes.map(({ id, place, level }) => ({ id, place, level }))

/** A record that is not there was looked for: the right is there. Whatever else went wrong says nothing of it. */
export async function hasRight(client: Client, id: string): Promise<boolean> {
  const probe = probes.find(known => known.id === id)
  if (!probe) throw new Error(`There is no probe of the right ${id}.`)
  try {
    await client.answer(probe.call)
    return true
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    if (error.kind === 'forbidden' || error.kind === 'unauthorized') return false
    if (error.kind === 'not-found' && probe.level === 'Delete') return true
    throw error
  }
}
