import type { Transaction } from '@/app/_session/within.ts'
import { missingByKind } from '@/lib/mappings/list.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { readSetting } from '@/lib/settings/settings.ts'

/**
 * Mappings that somebody has to decide, by kind. An item that no setting asks for is no question; nor are terms, which have
 * ConnectWise's own date, nor a vendor, an employee, a tax of purchases or an account of a payment type that none has asked for.
 */
export async function openQuestions(tx: Transaction, companyId: string): Promise<Map<string, number>> {
  const missing = await missingByKind(tx, companyId)
  missing.delete('term')
  const kinds = await readSetting(tx, catalog['record-kinds'], companyId)
  const [buys, spends] = [kinds.includes('procurement'), kinds.includes('expenses')]
  if (!buys) missing.delete('vendor')
  if (!spends) missing.delete('employee')
  const becomes = await readSetting(tx, catalog['company-paid-becomes'], companyId)
  if (!spends || becomes === 'journal') missing.delete('payment-account')
  if (!buys && !spends) missing.delete('purchase-tax')
  if ((await readSetting(tx, catalog.items, companyId)) !== 'required') missing.delete('item')
  return missing
}
