import type { ExpenseRules } from '../accounting/expense-groups.ts'
import { inAccount } from '../accounts/transaction.ts'
import { companyOptions } from '../settings/company-options.ts'
import { companyPlaces } from '../settings/locations.ts'

/** By which a company's expenses become records. Locations are those of all companies, whichever the person who asks may see. */
export async function expenseRules(accountId: string, companyId: string): Promise<ExpenseRules> {
  return inAccount(accountId, async tx => {
    const { expenseGrouping, companyPaidTypes, companyPaidBecomes, cutOffDate } = await companyOptions(
      tx,
      companyId,
    )
    const places = await companyPlaces(tx)
    return {
      grouping: expenseGrouping,
      companyPaid: new Set(companyPaidTypes),
      byPaymentType: companyPaidBecomes === 'bank-transaction',
      cutOffDate,
      ownLocations: new Set(places.flatMap(({ locations }) => locations)),
    }
  })
}
