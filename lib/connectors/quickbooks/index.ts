import type { Ledger } from '../ports.ts'
import { inFlightMax } from './allowance.ts'
import { attach, attachmentLimits, attachments } from './attachments.ts'
import { createClient } from './client.ts'
import type { QuickBooksConfig } from './config.ts'
import { contactsBody, createContacts, findContacts, listContacts } from './contacts.ts'
import { apply, applyBody, creditNotes, creditNotesChanged, unapply, unapplyBody } from './credits.ts'
import { documentsBody, updateBody } from './document-body.ts'
import { endBody, endDocument } from './endings.ts'
import { createDocuments, documentsById, findDocuments } from './invoices.ts'
import { accounts, items, organisation } from './lists.ts'
import { payments } from './payments.ts'
import { taxRates } from './tax.ts'
import { tracking } from './tracking.ts'
import { updateDocument } from './updates.ts'

export type { QuickBooksConfig, QuickBooksConsentConfig } from './config.ts'
export { createQuickBooksConsent } from './consent.ts'

/** One company behind the port. Cheap: the limiters behind it are one a company and process. */
export function createQuickBooks(config: QuickBooksConfig): Ledger {
  const client = createClient(config)
  return {
    system: 'quickbooks',
    limits: {
      batchMax: config.batchMax,
      concurrency: inFlightMax,
      // Single writes are not metered (knowledge/ledgers.md §2.3); for more than a batch holds they would take longer.
      singlesMost: config.batchMax,
      // How long a request id is kept is not documented: only a look decides.
      repeats: false,
      quietMs: config.quietMs,
    },
    rules: {
      numberMax: 21,
      drafts: false,
      itemAccounts: true,
      creditNoteVoid: false,
      taxOn: 'document',
      // Finance.xsd, Purchase: Credit is "valid only for CreditCard transaction".
      spending: { party: 'optional', back: 'card', taxAsGiven: true },
    },
    delayMs: () => client.delayMs(),
    spentCalls: () => client.spentCalls(),
    recallSpent: spent => client.recallSpent(spent),
    organisation: () => organisation(client, config.organisationId),
    accounts: () => accounts(client),
    taxRates: () => taxRates(client, config.organisationId),
    tracking: () => tracking(client),
    items: () => items(client),
    brandingThemes: async () => [],
    contacts: ({ modifiedSince }) => listContacts(client, modifiedSince),
    findDocuments: (kind, numbers) => findDocuments(client, config, kind, numbers),
    documentsById: (kind, ids) => documentsById(client, config, kind, ids),
    findContacts: asked => findContacts(client, asked),
    documentsBody,
    contactsBody,
    createDocuments: (kind, body, count, guard) =>
      createDocuments(client, config, { kind, body, count, guard }),
    createContacts: (body, count, guard) => createContacts(client, body, count, guard),
    endBody,
    endDocument: (kind, end, body, guard) => endDocument(client, config, { kind, end, body, guard }),
    updateBody,
    updateDocument: (kind, _update, body, guard) => updateDocument(client, config, { kind, body, guard }),
    attachmentLimits,
    attachments: (kind, documentId) => attachments(client, kind, documentId),
    attach: (kind, documentId, file, guard) => attach(client, { kind, documentId, file }, guard),
    payments: since => payments(client, config, since),
    creditNotes: ids => creditNotes(client, ids),
    creditNotesChanged: since => creditNotesChanged(client, since),
    applyBody,
    apply: (_creditNoteId, body, guard) => apply(client, body, guard),
    unapplyBody,
    unapply: (_creditNoteId, _applicationId, body, guard) => unapply(client, body, guard),
  }
}
