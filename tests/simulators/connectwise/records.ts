import type { GlType, Tenant } from './entities.ts'
import type { RecordEntry } from './entities-records.ts'
import { type Place, resolve } from './gl.ts'
import type { Sim } from './sim.ts'
import { keyOf } from './store.ts'

/** An entry before it has its accounts. `category`: what a record-specific mapping hangs on; `stock`: it is kept. */
export type Draft = Pick<RecordEntry, 'kind' | 'recordId' | 'lineId' | 'type' | 'amount' | 'description'> & {
  category: string
  stock: boolean
  /** Of a transfer, where it comes from. */
  from?: Place
}

/** All of them or none: with one account missing the record is done and has no entries, as an invoice. */
export function writeEntries(sim: Sim, tenant: Tenant, place: Place, drafts: readonly Draft[]) {
  const mapped = drafts.flatMap(({ category, stock, from, ...draft }) => {
    const mapping = resolve(tenant, place, draft.type, category)
    const offset = from && resolve(tenant, from, draft.type, category)?.segments
    return mapping ? [{ draft: { ...draft, ...(offset && { offset }) }, stock, mapping }] : []
  })
  if (mapped.length < drafts.length) return
  for (const { draft, stock, mapping } of mapped) {
    const id = sim.books.nextId(tenant.company, 'glEntry')
    sim.books.recordEntries.put({
      ...draft,
      description: draft.description.slice(0, 100),
      key: keyOf(tenant.company, id),
      tenant: tenant.company,
      id,
      segments: mapping.segments,
      cogs: mapping.cogs,
      inventory: stock ? mapping.inventory : '',
      batchId: null,
      unbatchedId: null,
    })
  }
}

/** Those that the accounting package is told of: whether taxes of purchases are is the set-up's. */
export function entriesOfRecord({ books, parameters }: Sim, tenant: Tenant, recordId: string): RecordEntry[] {
  const entries = books.recordEntries.by('record', keyOf(tenant.company, recordId))
  return parameters.procurementTaxExported ? entries : entries.filter(entry => !TAXES.has(entry.type))
}

/** Before they are written anew: all of them, or none where one is batched. */
export function dropEntries({ books }: Sim, entries: readonly RecordEntry[]): boolean {
  if (!entries.every(isOpen)) return false
  for (const entry of entries) books.recordEntries.delete(entry.key)
  return true
}

export const isOpen = (entry: RecordEntry): boolean => entry.batchId === null

const TAXES: ReadonlySet<GlType> = new Set(['PT', 'FT'])
