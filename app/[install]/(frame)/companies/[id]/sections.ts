import { catalog } from '@/lib/settings/catalog.ts'
import { keysOf } from '@/lib/settings/settings.ts'

/** The headings of a company's settings, in the order of the catalogue. */
export function sectionsOf(): string[] {
  return [...new Set(keysOf('company').map(key => catalog[key].section))]
}

export function anchorOf(section: string): string {
  return section.toLowerCase().replaceAll(/[^a-z]+/g, '-')
}

/** What a heading is about, in a sentence; one without needs none. */
export const aboutSection: Readonly<Record<string, string>> = {
  Company: 'Where the company is, and which of ConnectWise’s records are its own.',
  Records: 'Which records come to this company at all.',
  Tax: 'Which rate a sold line takes.',
  'Due date and reference': 'What stands at the head of a document.',
  Invoices: 'How invoices and credit notes stand in the ledger.',
  'Payment options': 'How a customer can pay what an invoice asks for.',
  Customers: 'What happens when a customer of ConnectWise is not in the ledger.',
  Lines: 'How the lines of a document are made.',
  Tracking: 'Which categories of the ledger the segments of ConnectWise’s GL accounts feed.',
  Rounding: 'What may be left over between the two books, and where it goes.',
}
