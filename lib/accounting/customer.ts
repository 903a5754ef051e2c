import type { Desk } from './desk.ts'
import type { ContactRef, LedgerContact } from './document.ts'
import type { PsaCustomer } from './export.ts'

/** Who is billed, and the contact to be made first where the company says that unknown customers are made. */
export interface FoundCustomer {
  ref: ContactRef
  contact: LedgerContact | null
}

/**
 * By the user's mapping. An equal name in the ledger is only a question ("same customer?"), never a match: two
 * customers may share a name, and a ledger that is wrong about who owes is worse than one that waits.
 */
export function findCustomer(customer: PsaCustomer, desk: Desk): FoundCustomer {
  const { options, reference } = desk
  const facts = { customer: customer.name, customerId: customer.id }
  const contactId = desk.find('customer', customer.id, customer.name)
  if (contactId !== null) {
    // A contact that was made a moment ago is not in the cached list yet: the mapping is trusted.
    const known = reference.contacts.get(contactId)
    if (known?.archived) desk.report({ code: 'customer-archived', ...facts, contactName: known.name })
    return { ref: refTo(customer, contactId, known?.name), contact: null }
  }
  const sameNameId = reference.contactsByName.get(customer.name.trim().toLowerCase())
  const sameName = sameNameId === undefined ? undefined : reference.contacts.get(sameNameId)
  // A vendor of that name is nobody who could owe.
  if (sameNameId !== undefined && sameName?.role !== 'vendor') {
    const contactName = sameName?.name ?? customer.name
    desk.report({ code: 'customer-same-name', ...facts, contactId: sameNameId, contactName })
  } else if (options.unknownCustomer === 'ask' || customer.name.trim() === '') {
    desk.report({ code: 'customer-unknown', ...facts })
  } else {
    return { ref: refTo(customer, null), contact: contactOf(customer) }
  }
  return { ref: refTo(customer, null), contact: null }
}

function refTo(customer: PsaCustomer, ledgerId: string | null, ledgerName = customer.name): ContactRef {
  return { psaId: customer.id, name: ledgerName.trim(), ledgerId }
}

function contactOf(customer: PsaCustomer): LedgerContact {
  const { id, name, email, accountNumber } = customer
  return {
    role: 'customer',
    psaId: id,
    name: name.trim(),
    email: email.trim(),
    accountNumber: accountNumber.trim(),
  }
}
