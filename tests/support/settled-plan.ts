import { planSales, type RecordPlan } from '../../lib/accounting/plan.ts'
import type { SalesInput } from '../../lib/accounting/translate/index.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { companyOptions, saveSettings } from '../../lib/settings/settings.ts'
import { bareAccount } from './accounts.ts'
import { planInput } from './planning.ts'

type Values = Readonly<Record<string, unknown>>

/** Settings saved in a database as a person saves them, read as the engine reads them, and a record planned by them. */
export async function planAfter(
  saved: { account?: Values; company?: Values },
  given: Partial<Omit<SalesInput, 'options'>> = {},
): Promise<RecordPlan> {
  const { accountId, companyId, userId } = await bareAccount()
  const actor = { id: userId, name: 'Jane Ng' }
  const options = await inAccount(accountId, async tx => {
    for (const [scope, scopeId] of [['account', accountId] as const, ['company', companyId] as const]) {
      const values = saved[scope]
      if (!values) continue
      const result = await saveSettings(tx, { scope, scopeId, values, version: 0, actor })
      if (result.kind === 'invalid') throw new Error(`Not to be saved: ${JSON.stringify(result.errors)}`)
    }
    return companyOptions(tx, companyId)
  })
  return planSales(planInput({ ...given, options }))
}
