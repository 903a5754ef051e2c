import { connectwise, type Entry, lineOf, mapping, openRecord } from './problem-words.ts'
import type { ProblemCode } from './problems.ts'

/** What only a purchase asks for: who is owed, and the rate of what is bought. */
export const purchaseProblems = {
  'vendor-unknown': {
    severity: 'needs-fix',
    title: 'Vendor not in the ledger',
    message: (p, ledger) => `${p.vendor || 'The vendor'} is not linked to a ${ledger} contact yet.`,
    fix: p => ({ label: 'Choose the contact', place: mapping('vendor', p.vendorId) }),
  },
  'vendor-same-name': {
    severity: 'needs-fix',
    title: 'Same vendor?',
    message: (p, ledger) =>
      `${p.vendor} is not linked yet, and ${ledger} has a contact called ${p.contactName}. Link the two, or choose another contact.`,
    fix: p => ({ label: `Link ${p.contactName}`, place: mapping('vendor', p.vendorId) }),
  },
  'vendor-archived': {
    severity: 'needs-fix',
    title: 'Contact archived',
    message: (p, ledger) =>
      `The vendor ${p.vendor} is linked to ${p.contactName}, which is archived in ${ledger}.`,
    fix: p => ({ label: 'Choose the contact', place: mapping('vendor', p.vendorId) }),
  },
  'vendor-is-customer': {
    severity: 'needs-fix',
    title: 'Linked to a customer',
    message: (p, ledger) =>
      `The vendor ${p.vendor} is linked to ${p.contactName}, which is a customer in ${ledger}. A bill is owed to a vendor.`,
    fix: p => ({ label: 'Choose the vendor', place: mapping('vendor', p.vendorId) }),
  },
  'slip-received-again': {
    severity: 'needs-fix',
    title: 'Received again under the same slip',
    message: (p, ledger) =>
      `More came under packing slip ${p.slip} after its bill was posted: ${p.total} that no bill in ${ledger} has. Take those lines back in ConnectWise and receive them under a packing slip of their own; then they get a bill of their own.`,
    fix: () => ({ label: 'Open the purchase order', place: connectwise('purchase-order') }),
  },
  'order-price-differs': {
    severity: 'check',
    title: 'Another price than ordered',
    message: p =>
      `${lineOf(p)} is billed at ${p.billed} under packing slip ${p.slip} and ordered at ${p.ordered}: ${moreOrLess(p.difference)}. Ask the vendor, or set the unit cost of the order right.`,
    fix: openOrder,
  },
  'order-quantity-differs': {
    severity: 'check',
    title: 'Another quantity than received',
    message: p =>
      `Of ${midSentence(lineOf(p))} ${p.received} came under packing slip ${p.slip}, and its bill has ${p.billed}. Count what came, and set the receipt right.`,
    fix: openOrder,
  },
  'order-not-billed': {
    severity: 'check',
    title: 'Received and not billed',
    message: p =>
      `${lineOf(p)} came under packing slip ${p.slip}, and the bill of that slip does not have it. Receive it under a packing slip of its own; then it gets a bill of its own.`,
    fix: openOrder,
  },
  'order-not-ordered': {
    severity: 'check',
    title: 'Billed and not ordered',
    message: p =>
      `${lineOf(p)} stands on the bill of packing slip ${p.slip}, and no line of the order came under that slip for it. See whether it was taken back in ConnectWise since.`,
    fix: openOrder,
  },
  'purchase-tax-unmapped': {
    severity: 'needs-fix',
    title: 'Purchase tax not mapped',
    message: (p, ledger) => {
      const what = p.taxCodeId === 'exempt' ? 'no tax' : `tax code ${p.taxCode}`
      return p.salesTax === ''
        ? `${lineOf(p)} has ${what}, which has no ${ledger} tax rate for purchases yet.`
        : `${lineOf(p)} has ${what}, which on sales is ${p.salesTax}. ${ledger} does not use that rate for purchases, so they need one of their own.`
    },
    fix: p => ({ label: labelOf(p), place: mapping('purchase-tax', p.taxCodeId) }),
  },
  'purchase-tax-inactive': {
    severity: 'needs-fix',
    title: 'Tax rate not usable',
    message: (p, ledger) =>
      `${lineOf(p)} has ${p.taxCodeId === 'exempt' ? 'no tax' : `tax code ${p.taxCode}`}, mapped to ${p.ledgerTax}, which ${ledger} does not use for purchases.`,
    fix: p => ({ label: labelOf(p), place: mapping('purchase-tax', p.taxCodeId) }),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }

function openOrder() {
  return openRecord({ of: 'purchase' })
}

function midSentence(text: string): string {
  return text.slice(0, 1).toLowerCase() + text.slice(1)
}

function moreOrLess(difference: string): string {
  return difference.startsWith('-') ? `${difference.slice(1)} less` : `${difference} more`
}

function labelOf({ taxCode, taxCodeId }: { taxCode: string; taxCodeId: string }): string {
  return taxCodeId === 'exempt' ? 'Map purchases without tax' : `Map purchase tax ${taxCode}`
}
