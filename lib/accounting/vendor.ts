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
    return { psaId: vendor.id, name: (known?.name ?? vendor.name).trim(), ledgerId: contactId }
  }
  const sameNameId = reference.contactsByName.get(vendor.name.trim().toLowerCase())
  if (sameNameId === undefined) desk.report({ code: 'vendor-unknown', ...facts })
  else {
    const contactName = reference.contacts.get(sameNameId)?.name ?? vendor.name
    desk.report({ code: 'vendor-same-name', ...facts, contactId: sameNameId, contactName })
  }
  return { psaId: vendor.id, name: vendor.name.trim(), ledgerId: null }
}
