import { z } from 'zod'
import type { Transaction } from '@/app/_session/within.ts'
import type { ListAsk } from '@/lib/mappings/candidates.ts'
import { mappingKinds } from '@/lib/mappings/mappings.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { companyOptions, readSetting } from '@/lib/settings/settings.ts'

export const zKind = z.enum(mappingKinds)

/**
 * A class or a sales rep is mapped to an option of the category that it feeds; an account is chosen for the payment types that the
 * company pays with.
 */
export async function listAsk(
  tx: Transaction,
  companyId: string,
  kind: z.output<typeof zKind>,
): Promise<ListAsk> {
  if (kind === 'payment-account') {
    const { companyPaidTypes } = await companyOptions(tx, companyId)
    return { companyId, kind, categoryId: null, named: companyPaidTypes }
  }
  const key = categoryKeys.get(kind)
  return { companyId, kind, categoryId: key ? await readSetting(tx, catalog[key], companyId) : null }
}

type CategoryKey = 'segment-2-category' | 'segment-3-category' | 'sales-rep-category'

const categoryKeys: ReadonlyMap<string, CategoryKey> = new Map([
  ['tracking-2', 'segment-2-category'],
  ['tracking-3', 'segment-3-category'],
  ['sales-rep', 'sales-rep-category'],
])

/** Of every kind. */
export async function asksOf(tx: Transaction, companyId: string): Promise<ListAsk[]> {
  const asks: ListAsk[] = []
  for (const kind of mappingKinds) asks.push(await listAsk(tx, companyId, kind))
  return asks
}

/** In the order of GL segments and what follows them; Wise-Sync knows no sales reps, and no accounts of payment types. */
const movingKinds = [
  'account',
  'tracking-2',
  'tracking-3',
  'item',
  'tax',
  'purchase-tax',
  'customer',
  'vendor',
  'employee',
  'term',
] as const

export async function movingAsks(tx: Transaction, companyId: string): Promise<ListAsk[]> {
  const asks: ListAsk[] = []
  for (const kind of movingKinds) asks.push(await listAsk(tx, companyId, kind))
  return asks
}
