import type { PlanOptions } from '../../lib/accounting/options.ts'
import { planPurchase, planRecord, planSales, planStock, type RecordPlan } from '../../lib/accounting/plan.ts'
import type {
  ExpenseInput,
  PurchaseInput,
  SalesInput,
  StockInput,
} from '../../lib/accounting/translate/index.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { companyOptions, saveSettings } from '../../lib/settings/settings.ts'
import { bareAccount } from './accounts.ts'
import { expenseInput } from './expensing.ts'
import { planInput } from './planning.ts'
import { purchaseInput } from './purchasing.ts'
import { stockInput } from './stocking.ts'

type Values = Readonly<Record<string, unknown>>
type Saved = { account?: Values; company?: Values }

/** Settings saved in a database as a person saves them, read as the engine reads them, and a record planned by them. */
export async function planAfter(
  saved: Saved,
  given: Partial<Omit<SalesInput, 'options'>> = {},
): Promise<RecordPlan> {
  return planSales(planInput({ ...given, options: await optionsAfter(saved) }))
}

/** The same of what is bought, by a company that takes it. */
export async function billAfter(
  company: Values,
  given: Partial<Omit<PurchaseInput, 'options'>> = {},
): Promise<RecordPlan> {
  const bought = { 'record-kinds': ['invoices', 'procurement'], ...company }
  return planPurchase(purchaseInput({ ...given, options: await optionsAfter({ company: bought }) }))
}

/** The same of what was counted or moved, by a company that takes inventory. */
export async function journalAfter(
  company: Values,
  given: Partial<Omit<StockInput, 'options'>> = {},
): Promise<RecordPlan> {
  return planStock(
    stockInput({ ...given, options: await optionsAfter({ company: { ...kept, ...company } }) }),
  )
}

/** Kinds of records of a company that keeps stock as an asset. */
export const kept = { 'record-kinds': ['invoices', 'procurement', 'inventory'] }

/** The same of what a member spent, by a company that takes it. */
export async function expenseAfter(
  company: Values,
  given: Partial<Omit<ExpenseInput, 'options'>> = {},
  account: Values = {},
): Promise<RecordPlan> {
  const spent = { 'record-kinds': ['invoices', 'expenses'], ...company }
  return planRecord(expenseInput({ ...given, options: await optionsAfter({ company: spent, account }) }))
}

export async function optionsAfter(saved: Saved): Promise<PlanOptions> {
  const { accountId, companyId, userId } = await bareAccount()
  const actor = { id: userId, name: 'Jane Ng' }
  return inAccount(accountId, async tx => {
    for (const [scope, scopeId] of [['account', accountId] as const, ['company', companyId] as const]) {
      const values = saved[scope]
      if (!values) continue
      const result = await saveSettings(tx, { scope, scopeId, values, version: 0, actor })
      if (result.kind === 'invalid') throw new Error(`Not to be saved: ${JSON.stringify(result.errors)}`)
    }
    return companyOptions(tx, companyId)
  })
}
