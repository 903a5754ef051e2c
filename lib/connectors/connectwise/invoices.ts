import { z } from 'zod'
import type { RecordFacts } from '../../accounting/export.ts'
import type { Decimal } from '../../std/decimal.ts'
import { zDecimal } from '../../std/json.ts'
import type { PsaReceivable } from '../psa-facts.ts'
import { changedAfter } from './changes.ts'
import type { Client } from './client.ts'
import { inLists, quoted } from './conditions.ts'
import { refused } from './errors.ts'
import {
  type Described,
  type DocumentKind,
  fieldsOf,
  isNumericId,
  kindOf,
  zCompany,
  zCurrency,
  zDay,
  zFlag,
  zMaybeDay,
  zMaybeText,
  zName,
  zNumericId,
} from './fields.ts'
import { pages, selected } from './paging.ts'

const zStatus = z
  .object({ name: zMaybeText, isClosed: zFlag })
  .nullish()
  .transform(status => ({ name: status?.name ?? '', closed: status?.isClosed ?? false }))

const zBatch = z
  .object({ id: zNumericId.nullish(), name: zMaybeText })
  .nullish()
  .transform(batch => (batch?.id ? { id: batch.id, name: batch.name } : null))

const zInvoice = z.object({
  id: zNumericId,
  invoiceNumber: zMaybeText,
  type: z.string(),
  status: zStatus,
  company: zCompany,
  accountNumber: zMaybeText,
  billingTerms: zName,
  date: zDay,
  dueDate: zMaybeDay,
  taxableFlag: zFlag,
  taxCode: zName,
  total: zDecimal,
  closedBy: zMaybeText,
  currency: zCurrency,
  locationId: zNumericId.nullish(),
  glBatch: zBatch,
  // Comes only when it is named.
  _info: z.object({ lastUpdated: zMaybeText }).nullish(),
} satisfies Described<'Invoice'>)

const fields = fieldsOf(zInvoice)

export async function invoice(client: Client, id: string): Promise<RecordFacts> {
  const params = { path: { id: numeric(id) }, query: { fields } }
  return factsOf(
    await client.read('an invoice', zInvoice, api => api.GET('/finance/invoices/{id}', { params })),
  )
}

export async function invoicesOfCustomer(
  client: Client,
  companyId: string,
  limit: number,
): Promise<RecordFacts[]> {
  const conditions = `company/id=${numeric(companyId)}`
  const query = { conditions, orderBy: 'id desc', pageSize: String(Math.min(limit, 1_000)), fields }
  const rows = await client.read('invoices', z.array(zInvoice), api =>
    api.GET('/finance/invoices', { params: { query } }),
  )
  return rows.map(factsOf)
}

export async function invoicesOfAgreement(
  client: Client,
  agreementId: string,
  limit: number,
): Promise<RecordFacts[]> {
  const conditions = `agreement/id=${numeric(agreementId)}`
  const query = { conditions, orderBy: 'id desc', pageSize: String(Math.min(limit, 1_000)), fields }
  const rows = await client.read('invoices', z.array(zInvoice), api =>
    api.GET('/finance/invoices', { params: { query } }),
  )
  return rows.map(factsOf)
}

const zOwed = z.object({
  ...zInvoice.shape,
  balance: zDecimal.nullish(),
} satisfies Described<'Invoice'>)
const owedFields = fieldsOf(zOwed)

/**
 * Of the customer's newest invoices those that say of themselves that something of them is open. Picked here: the balance is
 * worked out by ConnectWise, and whether it can be a condition is not known.
 */
export async function receivablesOf(
  client: Client,
  companyId: string,
  limit: number,
): Promise<PsaReceivable[]> {
  const conditions = `company/id=${numeric(companyId)}`
  const query = {
    ...{ conditions, orderBy: 'id desc' },
    ...{ pageSize: String(Math.min(limit, 1_000)), fields: owedFields },
  }
  const rows = await client.read('invoices', z.array(zOwed), api =>
    api.GET('/finance/invoices', { params: { query } }),
  )
  return rows.flatMap(row => {
    const facts = factsOf(row)
    if (!row.balance || row.balance.isZero()) return []
    return [{ facts, balance: facts.kind === 'credit-memo' ? row.balance.abs().negated() : row.balance }]
  })
}

export async function invoices(client: Client, ids: string[]): Promise<RecordFacts[]> {
  const conditions = inLists('id', ids.map(numeric), fields)
  const rows = await selected(client, 'invoices', zInvoice, conditions, (api, query) =>
    api.GET('/finance/invoices', { params: { query: { ...query, fields } } }),
  )
  return rows.map(factsOf)
}

/** A number may stand on an invoice and on a credit memo. */
export async function invoicesNumbered(client: Client, numbers: string[]): Promise<RecordFacts[]> {
  const conditions = inLists('invoiceNumber', [...new Set(numbers)].map(quoted), fields)
  const rows = await selected(client, 'invoices', zInvoice, conditions, (api, query) =>
    api.GET('/finance/invoices', { params: { query: { ...query, fields } } }),
  )
  return rows.map(factsOf)
}

export function invoicesChangedAfter(client: Client, after: Date): AsyncGenerator<RecordFacts[]> {
  return changedAfter(after, async function* read(conditions) {
    const rows = pages(client, 'invoices', zInvoice, (api, { query, header }) =>
      api.GET('/finance/invoices', {
        params: { query: { ...query, conditions, fields }, header },
      }),
    )
    for await (const page of rows) yield page.map(factsOf)
  })
}

/** An id that may have come from a frame's address: it goes into paths and conditions as a number or not at all. */
export function numeric(id: string): string {
  if (isNumericId(id)) return id
  throw refused('not-found', 'ConnectWise has no record with this id: its ids are whole numbers.')
}

/**
 * The document's own sign: what a credit memo credits is positive. ConnectWise shows such totals negative on its screens;
 * either way round is understood.
 */
export function documentTotal(kind: DocumentKind, total: Decimal): Decimal {
  return kind === 'credit-memo' ? total.abs() : total
}

function factsOf(row: z.output<typeof zInvoice>): RecordFacts {
  const kind = kindOf(row.type)
  return {
    kind,
    recordId: row.id,
    number: row.invoiceNumber,
    billingType: row.type,
    customer: { ...row.company, email: '', accountNumber: row.accountNumber },
    date: row.date,
    dueDate: row.dueDate ?? null,
    terms: row.billingTerms.name,
    currency: row.currency,
    taxCode: row.taxCode.name,
    taxable: row.taxableFlag,
    total: documentTotal(kind, row.total),
    statusName: row.status.name,
    closed: row.status.closed,
    closedBy: row.closedBy,
    batch: row.glBatch,
    locationId: row.locationId ?? '',
    lastUpdated: row._info?.lastUpdated ?? '',
  }
}
