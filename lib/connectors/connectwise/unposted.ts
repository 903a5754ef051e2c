import { z } from 'zod'
import { zDecimal } from '../../std/json.ts'
import type { Logger } from '../../std/log.ts'
import type { UnpostedRecord } from '../psa-facts.ts'
import type { Client } from './client.ts'
import { inLists, quoted } from './conditions.ts'
import {
  type Described,
  fieldsOf,
  kindOf,
  zCompany,
  zCurrency,
  zDay,
  zFlag,
  zMaybeDay,
  zMaybeText,
  zNumericId,
} from './fields.ts'
import { documentTotal, invoices, numeric } from './invoices.ts'
import { pages, selected } from './paging.ts'

const zUnposted = z.object({
  billingLogId: zNumericId,
  locationId: zNumericId.nullish(),
  company: zCompany,
  invoiceNumber: z.string().min(1),
  invoiceDate: zDay,
  invoiceType: zMaybeText,
  dueDate: zMaybeDay,
  currency: zCurrency,
  total: zDecimal,
  dateClosed: zMaybeText,
} satisfies Described<'UnpostedInvoice'>)
type Row = z.output<typeof zUnposted>

const fields = fieldsOf(zUnposted)

const zNamed = z.object({
  id: zNumericId,
  invoiceNumber: zMaybeText,
  type: z.string(),
  company: zCompany,
  status: z.object({ isClosed: zFlag }).nullish(),
  glBatch: z.object({ id: zNumericId.nullish() }).nullish(),
} satisfies Described<'Invoice'>)
type Named = z.output<typeof zNamed>

const namedFields = fieldsOf(zNamed)
const known = 100_000

/**
 * The unposted list. Neither it nor the export names the invoice's own id (the list's `id` may be a numbering of its own,
 * knowledge/connectwise.md §4.2), so rows are matched with finance/invoices, once each: what was matched is remembered by
 * billingLogId, and a row whose number has changed since is matched anew.
 */
export interface Unposted {
  pages(): AsyncGenerator<UnpostedRecord[]>
  ofRecords(recordIds: string[]): Promise<UnpostedRecord[]>
  /** By billingLogId; what is no longer unposted is not in the answer. */
  named(billingLogIds: string[]): Promise<Map<string, KnownInvoice>>
}

export interface KnownInvoice {
  recordId: string
  number: string
}

export function createUnposted(client: Client, log: Logger): Unposted {
  const memory = new Map<string, KnownInvoice>()

  async function identified(rows: Row[]): Promise<UnpostedRecord[]> {
    const open = rows.filter(row => memory.get(row.billingLogId)?.number !== row.invoiceNumber)
    const candidates = await namedLike(client, open)
    if (memory.size + open.length > known) memory.clear()
    for (const row of open) {
      const recordId = matching(row, candidates)
      memory.delete(row.billingLogId)
      if (recordId === null) log.warn({ vendor: 'connectwise', record: row.billingLogId }, ambiguous)
      else memory.set(row.billingLogId, { recordId, number: row.invoiceNumber })
    }
    return rows.flatMap(row => {
      const found = memory.get(row.billingLogId)
      return found ? [unpostedOf(row, found.recordId)] : []
    })
  }

  return {
    pages: async function* unpostedPages() {
      const call = pages(client, 'unposted invoices', zUnposted, (api, { query, header }) =>
        api.GET('/finance/accounting/unpostedinvoices', { params: { query: { ...query, fields }, header } }),
      )
      for await (const rows of call) yield await identified(rows)
    },
    ofRecords: async recordIds => {
      const closed = (await invoices(client, recordIds)).filter(facts => facts.closed && !facts.batch)
      const numbers = closed.map(facts => quoted(facts.number))
      const found = await identified(await rowsWhere(client, 'invoiceNumber', numbers))
      const asked = new Set(recordIds)
      return found.filter(one => asked.has(one.recordId))
    },
    named: async billingLogIds => {
      const missing = billingLogIds.filter(id => !memory.has(id)).map(numeric)
      await identified(await rowsWhere(client, 'billingLogId', missing))
      const entries = billingLogIds.map(id => [id, memory.get(id)] as const)
      return new Map(entries.flatMap(([id, found]) => (found ? [[id, found] as const] : [])))
    },
  }
}

const ambiguous = 'an unposted invoice was left out: its number does not lead to one closed invoice'

async function rowsWhere(client: Client, field: string, literals: string[]): Promise<Row[]> {
  const conditions = inLists(field, literals, fields)
  return selected(client, 'unposted invoices', zUnposted, conditions, (api, query) =>
    api.GET('/finance/accounting/unpostedinvoices', { params: { query: { ...query, fields } } }),
  )
}

async function namedLike(client: Client, rows: Row[]): Promise<Map<string, Named[]>> {
  const numbers = rows.map(row => quoted(row.invoiceNumber))
  const conditions = inLists('invoiceNumber', numbers, namedFields)
  const found = await selected(client, 'invoices', zNamed, conditions, (api, query) =>
    api.GET('/finance/invoices', { params: { query: { ...query, fields: namedFields } } }),
  )
  return Map.groupBy(found, one => one.invoiceNumber)
}

/** A number may stand on an invoice and on a credit memo, and be used again after a deletion. */
function matching(row: Row, candidates: Map<string, Named[]>): string | null {
  const likely = (candidates.get(row.invoiceNumber) ?? []).filter(
    one => one.company.id === row.company.id && kindOf(one.type) === kindOf(row.invoiceType),
  )
  const [only, ...others] = likely.length > 1 ? likely.filter(isUnposted) : likely
  return only && others.length === 0 ? only.id : null
}

function isUnposted({ status, glBatch }: Named): boolean {
  return status?.isClosed === true && !glBatch?.id
}

function unpostedOf(row: Row, recordId: string): UnpostedRecord {
  return {
    recordId,
    exportId: row.billingLogId,
    number: row.invoiceNumber,
    kind: kindOf(row.invoiceType),
    billingType: row.invoiceType,
    parentId: '',
    customer: row.company,
    date: row.invoiceDate,
    dueDate: row.dueDate ?? null,
    total: documentTotal(kindOf(row.invoiceType), row.total),
    currency: row.currency,
    dateClosed: row.dateClosed,
    locationId: row.locationId ?? '',
  }
}
