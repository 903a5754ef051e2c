import { z } from 'zod'
import { entry, ledgerId } from '../entry.ts'

const shared = { scope: 'company', section: 'Tax', who: 'account-admin', wakes: 'company' } as const

/** Which rate a sold line takes, and whose tax stands in the document. */
export const tax = {
  'tax-method': entry({
    ...shared,
    key: 'tax-method',
    label: 'Tax when sold',
    help: 'Mapped: each ConnectWise tax code has its rate, and the ledger reckons. One rate: every taxed line takes it. As calculated: rates as mapped, and ConnectWise’s own tax goes along to the cent.',
    schema: z.enum(['mapped', 'static', 'as-calculated']),
    default: 'mapped',
    control: 'choice',
    choices: {
      mapped: 'By the mapped tax code',
      static: 'One rate for all',
      'as-calculated': 'As ConnectWise calculated it',
    },
    readBy: 'lib/accounting/tax',
    test: 'Tax when sold: as calculated, ConnectWise’s own tax goes along to the cent',
    other: 'mapped',
  }),
  'tax-static-rate': entry({
    ...shared,
    key: 'tax-static-rate',
    label: 'The one rate',
    help: 'Every taxed line takes this rate of the ledger, whatever its tax code.',
    schema: ledgerId,
    default: null,
    control: 'pick',
    list: 'ledger-tax',
    dependsOn: { key: 'tax-method', values: ['static'] },
    readBy: 'lib/accounting/tax',
    test: 'The one rate: every taxed line takes it, whatever its code',
    other: null,
  }),
  'tax-exempt-rate': entry({
    ...shared,
    key: 'tax-exempt-rate',
    label: 'Exempt when sold',
    help: 'Lines without tax take this rate of the ledger. None: the rate that is mapped to “Lines without tax”.',
    schema: ledgerId,
    default: null,
    control: 'pick',
    list: 'ledger-tax',
    readBy: 'lib/accounting/tax',
    test: 'Exempt when sold: lines without tax take the chosen rate',
    other: null,
  }),
  'tax-difference': entry({
    ...shared,
    key: 'tax-difference',
    label: 'When QuickBooks’ tax differs',
    help: 'For automated sales tax, and wherever ConnectWise’s own tax goes along to QuickBooks. Warning: ConnectWise’s tax is sent, and the difference is told. Halt: the record is not sent. Ignore: QuickBooks’ tax stands.',
    schema: z.enum(['warning', 'halt', 'ignore']),
    default: 'warning',
    control: 'choice',
    choices: { warning: 'Warning', halt: 'Halt', ignore: 'Ignore' },
    readBy: 'lib/accounting/ledger-tax',
    test: 'When QuickBooks’ tax differs: halted, a record whose tax is foretold otherwise is not sent',
    other: 'warning',
  }),
} as const
