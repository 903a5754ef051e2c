import type { Desk } from './desk.ts'
import type { ContactRef } from './document.ts'
import type { PsaCustomer } from './export.ts'

/**
 * Who is owed: by the user's mapping. As with a customer an equal name is only a question, and one that is not known is always
 * asked for: money goes out to it.
 */
export function findVendor(vendor: PsaCustomer, desk: Desk): ContactRef {
  const { reference } = desk
  const facts = { vendor: vendor.name, vendorId: vendor.id }
  const contactId = desk.find('vendor', vendor.id, vendor.name)
  if (contactId !== null) {
    const known = reference.contacts.get(contactId)
    if (known?.archived) desk.report({ code: 'vendor-archived', ...facts, contactName: known.name })
    if (known?.role === 'customer')
      desk.report({ code: 'vendor-is-customer', ...facts, contactName: known.name })
    return { psaId: vendor.id, name: (known?.name ?? vendor.name).trim(), ledgerId: contactId }
  }
  const sameNameId = reference.contactsByName.get(vendor.name.trim().toLowerCase())
  const sameName = sameNameId === undefined ? undefined : reference.contacts.get(sameNameId)
  // A customer of that name is nobody who could be owed: linking the two would not help.
  if (sameNameId === undefined || sameName?.role === 'customer') {
    desk.report({ code: 'vendor-unknown', ...facts })
  } else {
    const contactName = sameName?.name ?? vendor.name
    desk.report({ code: 'vendor-same-name', ...facts, contactId: sameNameId, contactName })
  }
  return { psaId: vendor.id, name: vendor.name.trim(), ledgerId: null }
}

/** The member who is owed, or owes: never a vendor by the same id, which is a company's. */
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
