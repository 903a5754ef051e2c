import { z } from 'zod'
import { Decimal, sum } from '../../std/decimal.ts'
import { zDecimal, zId } from '../../std/json.ts'
import type { LedgerTaxFact } from '../ledger-facts.ts'
import type { QuickBooksClient } from './client.ts'
import { zMaybeText, zRef } from './fields.ts'
import { everyState } from './lists.ts'
import { preferencesOf } from './preferences.ts'
import { queryAll } from './query.ts'

/**
 * In the United States a line says only whether it is taxed, and the document which code taxes it; elsewhere each line names
 * its code (https://developer.intuit.com, tax for US and global companies). A US code is told apart by its id here.
 */
export const usNon = 'NON'
export const usTax = 'TAX'
const usPrefix = 'US:'
const automatedPrefix = 'AST:'
/** Outside the United States, where the company has no sales tax: such a line names no code. */
export const notTaxed = 'NOT-TAXED'

export function isUs(taxId: string): boolean {
  return [usNon, usTax].includes(taxId) || [usPrefix, automatedPrefix].some(one => taxId.startsWith(one))
}

/** Id of the US code that a whole document names, null where it names none. */
export function usCodeOf(taxId: string): string | null {
  return taxId.startsWith(usPrefix) ? taxId.slice(usPrefix.length) : null
}

const zRateList = z
  .object({ TaxRateDetail: z.array(z.object({ TaxRateRef: zRef })).default([]) })
  .nullish()
  .transform(list => (list?.TaxRateDetail ?? []).map(({ TaxRateRef }) => TaxRateRef.value))

const zCode = z.object({
  Id: zId,
  Name: z.string(),
  Active: z.boolean().nullish(),
  Hidden: z.boolean().nullish(),
  SalesTaxRateList: zRateList,
  PurchaseTaxRateList: zRateList,
})
const zRate = z.object({ Id: zId, RateValue: zDecimal.nullish() })

export async function taxRates(client: QuickBooksClient, realm: string): Promise<LedgerTaxFact[]> {
  const [codes, rates, { CompanyInfo }, preferences] = await Promise.all([
    queryAll(client, 'TaxCode', everyState, zCode),
    queryAll(client, 'TaxRate', everyState, zRate),
    client.read(`companyinfo/${realm}`, {}, z.object({ CompanyInfo: z.object({ Country: zMaybeText }) })),
    preferencesOf(client),
  ])
  const values = new Map(rates.map(rate => [rate.Id, rate.RateValue ?? Decimal.zero]))
  const madeOf = (rateIds: string[]) => {
    const parts = rateIds.map(id => ({ id, rate: values.get(id) ?? Decimal.zero }))
    return { rate: sum(parts.map(({ rate }) => rate)), parts }
  }
  const facts = codes.map(
    (code): LedgerTaxFact => ({
      id: code.Id,
      name: code.Name,
      active: (code.Active ?? true) && !(code.Hidden ?? false),
      canApplyToRevenue: code.SalesTaxRateList.length > 0,
      canApplyToExpenses: code.PurchaseTaxRateList.length > 0,
      ...madeOf(code.SalesTaxRateList),
      ...(code.PurchaseTaxRateList.length > 0 && { onPurchases: madeOf(code.PurchaseTaxRateList) }),
    }),
  )
  const us = preferences.automatedTax || CompanyInfo.Country === 'US'
  if (us) return inUs(facts, preferences.automatedTax)
  const none = { ...plain, id: notTaxed, name: 'No tax (sales tax is off)', canApplyToExpenses: true }
  return preferences.taxed ? facts : [none]
}

const plain = { rate: Decimal.zero, active: true, canApplyToRevenue: true, canApplyToExpenses: false }

/**
 * Automated sales tax chooses the code by address, so none is sent; but the rates it has used stand in the list, and one that is
 * mapped says what its tax will be. Purchases are not taxed: only what is no tax can stand on them.
 */
function inUs(facts: LedgerTaxFact[], automated: boolean): LedgerTaxFact[] {
  const codes = facts
    .filter(({ id }) => id !== usNon && id !== usTax)
    .filter(({ parts }) => !automated || (parts ?? []).length > 0)
    .map(({ onPurchases: _none, ...fact }) => ({ ...fact, canApplyToExpenses: false }))
    .map(fact =>
      automated
        ? {
            ...fact,
            id: automatedPrefix + fact.id,
            name: `${fact.name} (automated sales tax)`,
            scope: 'ledger' as const,
          }
        : { ...fact, id: usPrefix + fact.id, scope: 'document' as const },
    )
  return [
    { ...plain, id: usNon, name: 'Non-taxable', canApplyToExpenses: true },
    {
      ...plain,
      id: usTax,
      name: automated ? 'Taxable (automated sales tax)' : 'Taxable',
      scope: 'ledger',
    },
    ...codes,
  ]
}
