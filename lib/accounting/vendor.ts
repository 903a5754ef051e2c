import type { Desk } from './desk.ts'
import type { ContactRef, LedgerContact } from './document.ts'
import type { PsaCustomer } from './export.ts'

/** Who is owed, and the contact to be made first where the company says that unknown vendors are made. */
export interface FoundVendor {
  ref: ContactRef
  contact: LedgerContact | null
}

/**
 * Who is owed: by the user's mapping. Money goes out to a vendor, so an equal name in the ledger, whoever's it is, is always a
 * question, and one that is not known is asked for unless the company says otherwise.
 */
export function findVendor(vendor: PsaCustomer, desk: Desk): FoundVendor {
  const { options, reference } = desk
  const facts = { vendor: vendor.name, vendorId: vendor.id }
  const name = vendor.name.trim()
  const contactId = desk.find('vendor', vendor.id, vendor.name)
  if (contactId !== null) {
    const known = reference.contacts.get(contactId)
    if (known?.archived) desk.report({ code: 'vendor-archived', ...facts, contactName: known.name })
    if (known?.role === 'customer')
      desk.report({ code: 'vendor-is-customer', ...facts, contactName: known.name })
    const ref = { psaId: vendor.id, name: (known?.name ?? name).trim(), ledgerId: contactId }
    return { ref, contact: null }
  }
  const ref = { psaId: vendor.id, name, ledgerId: null }
  const sameNameId = reference.contactsByName.get(name.toLowerCase())
  const sameName = sameNameId === undefined ? undefined : reference.contacts.get(sameNameId)
  if (sameNameId !== undefined && sameName?.role !== 'customer') {
    const contactName = sameName?.name ?? vendor.name
    desk.report({ code: 'vendor-same-name', ...facts, contactId: sameNameId, contactName })
    return { ref, contact: null }
  }
  // A customer of that name is nobody who could be owed: linking the two would not help, and the ledger has the name only once.
  if (sameNameId !== undefined || options.unknownVendor === 'ask' || name === '') {
    desk.report({ code: 'vendor-unknown', ...facts })
    return { ref, contact: null }
  }
  const { id: psaId, email, accountNumber } = vendor
  const made = { psaId, name, email: email.trim(), accountNumber: accountNumber.trim() }
  return { ref, contact: { role: 'vendor', ...made } }
}

/** The member who is owed, or owes, or spent: never a vendor by the same id, which is a company's. */
export function findEmployee(member: PsaCustomer, desk: Desk): ContactRef {
  const { reference } = desk
  const facts = { employee: member.name || member.identifier, employeeId: member.id }
  const contactId = desk.find('employee', member.id, facts.employee)
  if (contactId !== null) {
    const known = reference.contacts.get(contactId)
    const contactName = known?.name ?? ''
    if (known?.archived) desk.report({ code: 'employee-archived', ...facts, contactName })
    if (known?.role === 'customer') desk.report({ code: 'employee-is-customer', ...facts, contactName })
    return { psaId: member.id, name: (known?.name ?? facts.employee).trim(), ledgerId: contactId }
  }
  const sameNameId = reference.contactsByName.get(member.name.trim().toLowerCase())
  const sameName = sameNameId === undefined ? undefined : reference.contacts.get(sameNameId)
  if (sameNameId === undefined || sameName?.role === 'customer') {
    desk.report({ code: 'employee-unknown', ...facts })
  } else {
    const contactName = sameName?.name ?? member.name
    desk.report({ code: 'employee-same-name', ...facts, contactId: sameNameId, contactName })
  }
  return { psaId: member.id, name: facts.employee.trim(), ledgerId: null }
}
