import { entry, ledgerId } from '../entry.ts'

/** How a customer can pay: in Xero a branding theme names the online payment services that an invoice offers. */
export const paymentOptions = {
  'branding-theme': entry({
    key: 'branding-theme',
    scope: 'company',
    section: 'Payment options',
    label: 'Branding theme',
    help: 'The look of an invoice or credit note in the ledger and, with it, the ways to pay online that the invoice offers: in Xero, payment services are switched on for each theme. None: the organisation’s default theme.',
    schema: ledgerId,
    default: null,
    control: 'pick',
    list: 'ledger-theme',
    who: 'account-admin',
    readBy: 'lib/accounting/theme',
    wakes: 'company',
    test: 'Branding theme: the document names the theme that the company chose',
    other: null,
  }),
} as const
