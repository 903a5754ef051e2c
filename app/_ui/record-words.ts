import type { RecordSource } from '@/lib/accounting/record-id.ts'

interface Words {
  /** of a tab */
  tab: string
  /** who owes it or is owed it */
  party: string
  /** of a list without rows */
  none: string
  /** of the list for who cannot see it */
  list: string
  shows: string
}

/** What the screens call the records of each kind. */
export const recordWords: Readonly<Record<RecordSource, Words>> = {
  invoice: {
    tab: 'Invoices',
    party: 'Customer',
    none: 'No invoice fits this filter',
    list: 'Invoices to send',
    shows: 'Invoices show here when they are closed and not sent yet.',
  },
  purchase: {
    tab: 'Procurement',
    party: 'Vendor',
    none: 'No bill fits this filter',
    list: 'Bills and stock movements to send',
    shows:
      'Packing slips show here as bills when they are received and closed, and stock that was counted or moved as journals, where it is not sent yet.',
  },
  stock: {
    tab: 'Stock',
    party: 'What',
    none: 'No stock movement fits this filter',
    list: 'Stock movements to send',
    shows:
      'Adjustments show here when they are closed and transfers when they have arrived, and not sent yet.',
  },
  expense: {
    tab: 'Expenses',
    party: 'Employee',
    none: 'No expense fits this filter',
    list: 'Expenses to send',
    shows: 'Expenses show here when ConnectWise offers them and they are not sent yet.',
  },
}
