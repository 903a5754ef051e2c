import { z } from 'zod'
import { Decimal } from '../../std/decimal.ts'
import { entry, ledgerId } from '../entry.ts'

const limitMost = Decimal.parse('1')

const roundingLimit = z
  .string()
  .refine(
    text => Decimal.isText(text) && Decimal.parse(text).places() <= 2,
    'Write an amount with at most two decimals, such as 0.05.',
  )
  .refine(
    text =>
      Decimal.isText(text) &&
      !Decimal.parse(text).isNegative() &&
      !Decimal.parse(text).greaterThan(limitMost),
    'Choose an amount from 0 to 1: a larger difference is a mistake that should be seen.',
  )

/** What may be left over between the two books, and where it goes. */
export const rounding = {
  'rounding-account': entry({
    key: 'rounding-account',
    scope: 'company',
    section: 'Rounding',
    label: 'Rounding account',
    help: 'Takes a visible line for the cent by which the two books’ tax may differ. None: any difference stops the record.',
    schema: ledgerId,
    default: null,
    control: 'pick',
    list: 'ledger-account',
    who: 'account-admin',
    readBy: 'lib/accounting/check',
    wakes: 'company',
  }),
  'rounding-limit': entry({
    key: 'rounding-limit',
    scope: 'company',
    section: 'Rounding',
    label: 'Largest rounding line',
    help: 'In the document’s currency. A larger difference stops the record.',
    schema: roundingLimit,
    default: '0.05',
    control: 'amount',
    who: 'account-admin',
    readBy: 'lib/accounting/check',
    wakes: 'company',
  }),
} as const
