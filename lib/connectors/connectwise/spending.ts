import { sourceOf } from '../../accounting/record-id.ts'
import type { Psa } from '../ports.ts'
import type { Client } from './client.ts'
import { exportExpenses } from './expense-export.ts'
import { expensesNamed, recordOf, unpostedExpenses } from './expense-list.ts'
import { expenses, paymentTypes } from './expenses.ts'
import { unpostedOf } from './purchasing.ts'
import type { Unposted } from './unposted.ts'

type Spending = Pick<Psa, 'paymentTypes' | 'expenses' | 'unpostedExpenses' | 'exportExpenses' | 'unpostedOf'>

/** The port's part of what members spend, and the look for records of every kind. */
export function expensesIn(client: Client, unposted: Unposted): Spending {
  return {
    paymentTypes: () => paymentTypes(client),
    expenses: since => expenses(client, since),
    unpostedExpenses: rules => unpostedExpenses(client, rules),
    exportExpenses: (recordIds, rules) => exportExpenses(client, recordIds, rules),
    unpostedOf: async (recordIds, rules) => {
      const own = recordIds.filter(id => sourceOf(id) === 'expense')
      const others = recordIds.filter(id => sourceOf(id) !== 'expense')
      const [found, groups] = await Promise.all([
        unpostedOf(client, unposted, others),
        rules ? expensesNamed(client, own, rules) : [],
      ])
      return [...found, ...groups.map(recordOf)]
    },
  }
}
