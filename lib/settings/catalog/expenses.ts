import { z } from 'zod'
import { entry } from '../entry.ts'

/** Account screen, Expenses (account-screen.txt). */
export const expenses = {
  'company-paid-types': entry<readonly string[], 'company-paid-types'>({
    key: 'company-paid-types',
    scope: 'account',
    section: 'Expenses',
    label: 'Company expense payment types',
    help: 'The payment types of ConnectWise with which the company itself pays: its cards, its cheques. Everything else is the employee’s own money.',
    schema: z.array(z.string().min(1).max(100)).max(200).readonly(),
    default: [],
    control: 'picks',
    list: 'psa-payment-type',
    who: 'account-admin',
    readBy: 'lib/accounting/expenses',
    test: 'Expenses: company-paid types decide what each expense becomes',
    other: [],
  }),
} as const
