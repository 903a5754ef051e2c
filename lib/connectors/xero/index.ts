import type { LedgerRules } from '../../accounting/options.ts'
import type { Ledger } from '../ports.ts'
import { inFlightMax } from './allowance.ts'
import { attach, attachmentLimits, attachments } from './attachments.ts'
import { createClient } from './client.ts'
import type { XeroConfig } from './config.ts'
import { contactsBody, createContacts, findContacts, listContacts } from './contacts.ts'
import { apply, applyBody, creditNotes, creditNotesChanged, unapply } from './credits.ts'
import { documentsBody, updateBody } from './document-body.ts'
import { endBody, endDocument } from './endings.ts'
import { createDocuments, documentsById, findDocuments } from './invoices.ts'
import { accounts, brandingThemes, items, organisation, taxRates, tracking } from './lists.ts'
import { payments } from './payments.ts'
import { updateDocument } from './updates.ts'

export type { XeroConfig, XeroConsentConfig } from './config.ts'
export { createXeroConsent } from './consent.ts'

const rules: LedgerRules = {
  numberMax: 255,
  drafts: true,
  itemAccounts: false,
  creditNoteVoid: true,
  taxOn: 'line',
  // https://developer.xero.com, BankTransactions: a contact is mandatory, and TaxAmount must be the one Xero reckons.
  spending: { party: 'required', back: 'any', taxAsGiven: false },
}

/** One organisation behind the port. Cheap: the limiter behind it is one an organisation and process. */
export function createXero(config: XeroConfig): Ledger {
  const client = createClient(config)
  return {
    system: 'xero',
    limits: {
      batchMax: config.batchMax,
      concurrency: inFlightMax,
      singlesMost: 0,
      repeats: true,
      quietMs: 0,
    },
    rules,
    delayMs: () => client.delayMs(),
    // Every answer of Xero's tells what is left, whoever asked.
    spentCalls: () => ({}),
    recallSpent: () => {},
    organisation: () => organisation(client),
    accounts: () => accounts(client),
    taxRates: () => taxRates(client),
    tracking: () => tracking(client),
    items: () => items(client),
    brandingThemes: () => brandingThemes(client),
    contacts: ({ modifiedSince }) => listContacts(client, modifiedSince),
    findDocuments: (kind, numbers) => findDocuments(client, config, kind, numbers),
    documentsById: (kind, ids) => documentsById(client, config, kind, ids),
    findContacts: asked =>
      findContacts(
        client,
        asked.map(({ psaId }) => psaId),
      ),
    documentsBody: (kind, documents) => documentsBody(kind, documents, config.markerUrl),
    contactsBody,
    createDocuments: (kind, body, count, guard) =>
      createDocuments(client, config, { kind, body, count, guard }),
    createContacts: (body, count, guard) => createContacts(client, body, count, guard),
    endBody,
    endDocument: (kind, end, body, guard) => endDocument(client, config, { kind, end, body, guard }),
    updateBody: (kind, update, one) => updateBody(kind, update, one, config.markerUrl),
    updateDocument: (kind, update, body, guard) =>
      updateDocument(client, config, { kind, update, body, guard }),
    attachmentLimits,
    attachments: (kind, documentId) => attachments(client, kind, documentId),
    attach: (kind, documentId, file, guard) => attach(client, { kind, documentId, file }, guard),
    payments: since => payments(client, since),
    creditNotes: ids => creditNotes(client, ids),
    creditNotesChanged: since => creditNotesChanged(client, since),
    applyBody,
    apply: (creditNoteId, body, guard) => apply(client, creditNoteId, body, guard),
    unapplyBody: () => '',
    unapply: (creditNoteId, applicationId, _body, guard) =>
      unapply(client, { creditNoteId, applicationId }, guard),
  }
}
