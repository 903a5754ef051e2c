import { amendProblems } from './problem-table-amend.ts'
import { companyProblems } from './problem-table-company.ts'
import { creditProblems } from './problem-table-credit.ts'
import { expenseProblems } from './problem-table-expense.ts'
import { purchaseProblems } from './problem-table-purchase.ts'
import { receiptProblems } from './problem-table-receipt.ts'
import { recordProblems } from './problem-table-record.ts'
import { stockProblems } from './problem-table-stock.ts'
import { undoProblems } from './problem-table-undo.ts'
import {
  company,
  connectwise,
  type Entry,
  lineOf,
  mapping,
  named,
  openRecord,
  writtenAnew,
} from './problem-words.ts'
import type { ProblemCode } from './problems.ts'

export const problemTable: { [C in ProblemCode]: Entry<C> } = {
  ...companyProblems,
  ...creditProblems,
  ...undoProblems,
  ...amendProblems,
  ...recordProblems,
  ...purchaseProblems,
  ...stockProblems,
  ...expenseProblems,
  ...receiptProblems,
  'account-missing': {
    severity: 'needs-fix',
    title: 'Line without an account',
    message: p =>
      `${lineOf(p)} has no account: ConnectWise's GL mapping gave it none. After completing the mapping, ${writtenAnew(p)}.`,
    fix: () => ({ label: 'Open GL accounts', place: connectwise('gl-accounts') }),
  },
  'account-unmapped': {
    severity: 'needs-fix',
    title: 'Account not mapped',
    message: (p, ledger) =>
      `${lineOf(p)} is on ConnectWise account ${p.account}${named(p.accountName)}, which has no ${ledger} account yet.`,
    fix: p => ({ label: `Map account ${p.account}`, place: mapping('account', p.account) }),
  },
  'account-inactive': {
    severity: 'needs-fix',
    title: 'Account closed in the ledger',
    message: (p, ledger) =>
      `${lineOf(p)} is on ConnectWise account ${p.account}, mapped to an account that ${ledger} no longer uses${named(`${p.ledgerCode} ${p.ledgerName}`.trim())}.`,
    fix: p => ({ label: `Map account ${p.account}`, place: mapping('account', p.account) }),
  },
  'item-unmapped': {
    severity: 'needs-fix',
    title: 'Item not mapped',
    message: (p, ledger) =>
      p.fromDefault
        ? `${lineOf(p)} has no Non-Product ID of its own, and the default used for it, ${p.item}, has no ${ledger} item yet.`
        : `${lineOf(p)} is for ${p.item}, which has no ${ledger} item yet, and this company asks for an item on each product line.`,
    fix: p => ({ label: `Map item ${p.item}`, place: mapping('item', p.itemId) }),
  },
  'item-gone': {
    severity: 'needs-fix',
    title: 'Item gone from the ledger',
    message: (p, ledger) =>
      p.fromDefault
        ? `${lineOf(p)} has no Non-Product ID of its own, and the default used for it, ${p.item}, is mapped to an item that is no longer in ${ledger}.`
        : `${lineOf(p)} is for ${p.item}, mapped to an item that is no longer in ${ledger}.`,
    fix: p => ({ label: `Map item ${p.item}`, place: mapping('item', p.itemId) }),
  },
  'tax-unmapped': {
    severity: 'needs-fix',
    title: 'Tax code not mapped',
    message: (p, ledger) =>
      p.taxCodeId === 'exempt'
        ? `${lineOf(p)} has no tax, and no ${ledger} tax rate is chosen for lines without tax.`
        : `${lineOf(p)} has tax code ${p.taxCode}, which has no ${ledger} tax rate yet.`,
    fix: p => ({
      label: p.taxCodeId === 'exempt' ? 'Map lines without tax' : `Map tax code ${p.taxCode}`,
      place: mapping('tax', p.taxCodeId),
    }),
  },
  'tax-unknown': {
    severity: 'needs-fix',
    title: 'Unknown tax code',
    message: p => `${lineOf(p)} has tax code ${p.taxCode}, which is not among ConnectWise's tax codes.`,
    fix: () => ({ label: 'Open tax codes', place: connectwise('tax-codes') }),
  },
  'tax-missing': {
    severity: 'needs-fix',
    title: 'No tax code',
    message: p =>
      p.of === 'expense'
        ? `${lineOf(p)} has tax, but ConnectWise does not say of which kind: it names none, or several.`
        : p.of === 'purchase'
          ? `${lineOf(p)} is taxable, but neither the line nor the purchase order has a tax code. It comes from the vendor's finance page.`
          : `${lineOf(p)} is taxable, but neither the line nor the invoice has a tax code. It comes from the customer's site or finance page.`,
    fix: p => openRecord(p),
  },
  'tax-inactive': {
    severity: 'needs-fix',
    title: 'Tax rate not usable',
    message: (p, ledger) =>
      `${lineOf(p)} has ${p.taxCodeId === 'exempt' ? 'no tax' : `tax code ${p.taxCode}`}, mapped to ${p.ledgerTax}, which ${ledger} does not use for sales.`,
    fix: p => ({
      label: p.taxCodeId === 'exempt' ? 'Map lines without tax' : `Map tax code ${p.taxCode}`,
      place: mapping('tax', p.taxCodeId),
    }),
  },
  'tracking-unmapped': {
    severity: 'needs-fix',
    title: 'Class not mapped',
    message: (p, ledger) =>
      `${lineOf(p)} has class ${p.value} in segment ${p.segment}, which has no option of ${p.category} in ${ledger} yet.`,
    fix: p => ({ label: `Map class ${p.value}`, place: mapping(`tracking-${p.segment}`, p.value) }),
  },
  'tracking-missing': {
    severity: 'needs-fix',
    title: 'Class missing',
    message: p =>
      `${lineOf(p)} has no class in segment ${p.segment}, which feeds ${p.category}. After completing the GL mapping, ${writtenAnew(p)}.`,
    fix: () => ({ label: 'Open GL accounts', place: connectwise('gl-accounts') }),
  },
  'tracking-inactive': {
    severity: 'needs-fix',
    title: 'Tracking option archived',
    message: (p, ledger) =>
      `${lineOf(p)} has class ${p.value} in segment ${p.segment}, mapped to an option of ${p.category} that ${ledger} no longer uses${named(p.option)}.`,
    fix: p => ({ label: `Map class ${p.value}`, place: mapping(`tracking-${p.segment}`, p.value) }),
  },
  'category-gone': {
    severity: 'needs-fix',
    title: 'Tracking category gone',
    message: (p, ledger) =>
      `The tracking category that GL segment ${p.segment} feeds is no longer in ${ledger}.`,
    fix: p => ({ label: 'Choose a category', place: company(`segment-${p.segment}-category`) }),
  },
  'customer-unknown': {
    severity: 'needs-fix',
    title: 'Customer not in the ledger',
    message: (p, ledger) => `${p.customer} is not linked to a ${ledger} contact yet.`,
    fix: p => ({ label: 'Choose the contact', place: mapping('customer', p.customerId) }),
  },
  'customer-same-name': {
    severity: 'needs-fix',
    title: 'Same customer?',
    message: (p, ledger) =>
      `${p.customer} is not linked yet, and ${ledger} has a contact called ${p.contactName}. Link the two, or create the customer under another name.`,
    fix: p => ({ label: `Link ${p.contactName}`, place: mapping('customer', p.customerId) }),
  },
  'customer-archived': {
    severity: 'needs-fix',
    title: 'Contact archived',
    message: (p, ledger) => `${p.customer} is linked to ${p.contactName}, which is archived in ${ledger}.`,
    fix: p => ({ label: 'Choose the contact', place: mapping('customer', p.customerId) }),
  },
  'differs-from-ledger': {
    severity: 'needs-fix',
    title: 'Differs from the ledger',
    message: (p, ledger) => `What stands in ${ledger} differs. Here: ${p.ours}. In ${ledger}: ${p.ledger}.`,
    fix: () => ({ label: 'Compare', place: { screen: 'none' } }),
  },
  'ledger-refused': {
    severity: 'needs-fix',
    title: 'Refused by the ledger',
    message: (p, ledger) => `${ledger} refused the document: ${p.message}`,
    fix: () => ({ label: 'Try again', place: { screen: 'none' } }),
  },
  'batch-refused': {
    severity: 'needs-fix',
    title: 'Not marked in ConnectWise',
    message: (p, ledger) =>
      `The document stands in ${ledger}, but ConnectWise refused its batch: ${p.message}`,
    fix: () => ({ label: 'Try again', place: { screen: 'none' } }),
  },
  'payment-refused': {
    severity: 'needs-fix',
    title: 'Payment not written in ConnectWise',
    message: p => `It was paid in the ledger, but ConnectWise did not take the payment: ${p.message}`,
    fix: () => ({ label: 'Try again', place: { screen: 'none' } }),
  },
  'batch-closed': {
    severity: 'needs-fix',
    title: 'Batch closed in ConnectWise',
    message: p =>
      `Its batch ${p.batch} was closed in ConnectWise, and a closed batch cannot be deleted. The record stays marked.`,
    fix: () => ({ label: 'Open batches', place: connectwise('batches') }),
  },
  'mark-refused': {
    severity: 'needs-fix',
    title: 'Refused by ConnectWise',
    message: p =>
      p.removing
        ? `ConnectWise refused to delete its batch, so the record stays marked: ${p.message}`
        : `Nothing was sent, and ConnectWise refused the batch that was to mark it: ${p.message}`,
    fix: () => ({ label: 'Try again', place: { screen: 'none' } }),
  },
  'not-connected': {
    severity: 'needs-fix',
    title: 'No ledger connected',
    message: (_p, ledger) => `This company is not connected to ${ledger} yet.`,
    fix: (_p, ledger) => ({ label: `Connect ${ledger}`, place: company('connection') }),
  },
  'reconnect-needed': {
    severity: 'needs-fix',
    title: 'Connection ended',
    message: (_p, ledger) =>
      `${ledger} no longer accepts this connection. Once it is renewed, waiting records go by themselves.`,
    fix: (_p, ledger) => ({ label: `Reconnect ${ledger}`, place: company('connection') }),
  },
  'ledger-limit': {
    severity: 'waiting',
    title: 'Limit reached',
    message: (p, ledger) => `${ledger}'s limit of calls is used up; sending goes on by itself at ${p.until}.`,
    fix: () => ({ label: '', place: { screen: 'none' } }),
  },
  'reference-stale': {
    severity: 'waiting',
    title: 'Lists are being read',
    message: (p, ledger) =>
      `The list of ${p.list} from ${ledger} is being read; the record is checked again when it is here.`,
    fix: () => ({ label: '', place: { screen: 'none' } }),
  },
}
