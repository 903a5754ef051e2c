import type { Store } from '../kit/store.ts'
import type {
  Account,
  Attachment,
  BankTransaction,
  BrandingTheme,
  Code,
  Connection,
  Contact,
  Document,
  Item,
  Journal,
  Organisation,
  Overpayment,
  Payment,
  TaxRate,
  Token,
  TrackingCategory,
} from './entities.ts'

export type Books = ReturnType<typeof openBooks>

const tenant = (row: { tenant: string }) => row.tenant

/** All tables of the simulator. An index key begins with the tenant, so no look-up crosses organisations. */
export function openBooks(store: Store) {
  return {
    organisations: store.collection<Organisation>('organisations', { shortCode: row => row.shortCode }),
    accounts: store.collection<Account>('accounts', { tenant, code: row => key(row.tenant, row.code) }),
    taxRates: store.collection<TaxRate>('taxRates', { tenant, taxType: row => key(row.tenant, row.taxType) }),
    tracking: store.collection<TrackingCategory>('tracking', { tenant }),
    items: store.collection<Item>('items', { tenant, code: row => key(row.tenant, row.code) }),
    themes: store.collection<BrandingTheme>('themes', { tenant }),
    contacts: store.collection<Contact>('contacts', {
      tenant,
      name: row => key(row.tenant, row.name),
      number: row => (row.contactNumber === undefined ? undefined : key(row.tenant, row.contactNumber)),
    }),
    documents: store.collection<Document>('documents', {
      tenant,
      number: row => key(row.tenant, row.number),
      contact: row => key(row.tenant, row.contact),
    }),
    attachments: store.collection<Attachment>('attachments', { tenant, document: row => row.document }),
    bankTransactions: store.collection<BankTransaction>('bankTransactions', {
      tenant,
      reference: row => key(row.tenant, row.reference),
    }),
    journals: store.collection<Journal>('journals', {
      tenant,
      narration: row => key(row.tenant, row.narration),
    }),
    overpayments: store.collection<Overpayment>('overpayments', { tenant }),
    payments: store.collection<Payment>('payments', { tenant, document: row => row.document }),
    connections: store.collection<Connection>('connections', { user: row => row.user }, { quiet: true }),
    codes: store.collection<Code>('codes', {}, { quiet: true }),
    tokens: store.collection<Token>('tokens', { user: row => row.user }, { quiet: true }),
  }
}

/** Names and numbers are compared without regard to case and outer spaces, as Xero does. */
export function key(tenantId: string, value: string): string {
  return `${tenantId}|${value.trim().toLowerCase()}`
}
