import {
  company,
  connectwise,
  type Entry,
  type Fix,
  lineOf,
  mapping,
  openRecord,
  theRecord,
  writtenAnew,
} from './problem-words.ts'
import type { ProblemCode, ProblemOf } from './problems.ts'

const otherRate = 'Most often a mapped tax rate is not the one ConnectWise used'

/** What is the matter with a record as a whole: its number, currency, dates and figures. */
export const recordProblems = {
  'number-missing': {
    severity: 'needs-fix',
    title: p => (p.of ? 'No number' : 'No invoice number'),
    message: p =>
      p.of
        ? `${theRecord(p)} has no number, and its batch in ConnectWise is named by one.`
        : 'The invoice has no number, and payments come back by it.',
    fix: p => openRecord(p),
  },
  'number-invalid': {
    severity: 'needs-fix',
    title: 'Number cannot be used',
    message: (p, ledger) =>
      p.format
        ? `The bill would be number ${p.number} in ${ledger}, which cannot be used: ${p.reason}.`
        : `Number ${p.number} cannot be used${p.of ? '' : ' in both books'}: ${p.reason}.`,
    fix: p =>
      p.format
        ? { label: 'Change how bills are numbered', place: company('bill-number-format') }
        : openRecord(p, 'Change the number'),
  },
  'number-taken': {
    severity: 'needs-fix',
    title: 'Number already used',
    message: (p, ledger) =>
      `${ledger} already has ${p.number} over ${p.ledgerTotal}, and it did not come from here.`,
    fix: (p, ledger) => ({
      label: `Open ${p.number} in ${ledger}`,
      place: { screen: 'ledger', what: p.of ? 'bill' : 'invoice', id: p.number },
    }),
  },
  'currency-unknown': {
    severity: 'needs-fix',
    title: 'Currency not in the ledger',
    message: (p, ledger) => `${theRecord(p)} is in ${p.currency}, which is not switched on in ${ledger}.`,
    fix: (p, ledger) => ({
      label: `Add ${p.currency} in ${ledger}`,
      place: { screen: 'ledger', what: 'currencies', id: p.currency },
    }),
  },
  'currency-missing': {
    severity: 'needs-fix',
    title: 'No currency',
    message: p => {
      if (p.of === 'expense') return 'ConnectWise gives no currency for this expense.'
      return p.of === 'purchase'
        ? 'ConnectWise gives no currency for this purchase. It comes from the purchase order or the vendor.'
        : 'ConnectWise gives no currency for this invoice. It comes from the customer or the location.'
    },
    fix: p => openRecord(p),
  },
  'date-locked': {
    severity: 'needs-fix',
    title: 'Period locked',
    message: (p, ledger) =>
      `${p.of === 'purchase' ? 'The bill' : theRecord(p)} is dated ${p.date}, and the books in ${ledger} are locked up to ${p.lockDate}.`,
    fix: () => ({ label: 'Open lock dates', place: { screen: 'ledger', what: 'lock-dates', id: '' } }),
  },
  'due-date-missing': {
    severity: 'needs-fix',
    title: 'No due date',
    message: p =>
      `${theRecord(p)} has no due date, and ${p.terms === '' ? 'no billing terms' : `its terms ${p.terms} have no days`} to reckon one.`,
    fix: fixTerms,
  },
  'terms-invalid': {
    severity: 'needs-fix',
    title: 'Terms not understood',
    message: p =>
      `The cross reference ${p.xref} of terms ${p.terms} gives no due date. Days (30) or a day of a month (M+1:D20, M+1:D-0) do.`,
    fix: fixTerms,
  },
  'no-entries': {
    severity: 'needs-fix',
    title: 'No entries in ConnectWise',
    message: p =>
      `${theRecord(p)} is closed but ConnectWise wrote no entries for it, for want of a GL mapping. After completing it, ${writtenAnew(p)}.`,
    fix: () => ({ label: 'Open GL accounts', place: connectwise('gl-accounts') }),
  },
  'not-closed': {
    severity: 'waiting',
    title: 'Not closed yet',
    message: p =>
      `ConnectWise writes its entries when you close it${p.status === '' ? '' : `; the status is ${p.status}`}.`,
    fix: p => openRecord(p),
  },
  'negative-total': {
    severity: 'needs-fix',
    title: 'Total below zero',
    message: p =>
      p.credit
        ? `The credit memo comes to ${p.total}. An amount that the customer owes is an invoice in ConnectWise.`
        : `The document comes to ${p.total}. An amount owed to the customer is a credit memo in ConnectWise.`,
    fix: () => ({ label: 'Open the invoice', place: connectwise('invoice') }),
  },
  'out-of-balance': {
    severity: 'needs-fix',
    title: 'Amounts differ',
    message: (p, ledger) => {
      if (p.of === 'expense')
        return `The entries that ConnectWise wrote come to ${p.ours}, what was spent to ${p.connectwise}: ${p.difference} apart, and nothing of an expense is rounded. To have them written anew, ${writtenAnew(p)}.`
      const apart = `${p.difference} apart, more than the ${p.limit} that may be rounded.`
      if (p.what !== 'tax')
        return `The lines and their tax come to ${p.ours} in ${ledger}, the ${p.of ?? 'invoice'} to ${p.connectwise} in ConnectWise: ${apart}`
      if (p.of !== 'purchase')
        return `${ledger} would charge ${p.ours} tax, ConnectWise charged ${p.connectwise}: ${apart} ${otherRate}.`
      const told = `${ledger} would make the tax ${p.ours}, the purchase has ${p.connectwise} in ConnectWise: ${apart}`
      return p.ours === '0.00'
        ? `${told} The rate that is mapped has no tax in ${ledger}. Tax that is part of the cost can stand on a line of its own: choose “Account of tax on bills” under Companies, Tax.`
        : `${told} ${otherRate}, or ConnectWise added the tax up anew after a batch was deleted: un-receive the items, clear the tax and receive them again.`
    },
    fix: p =>
      p.what === 'tax'
        ? { label: 'Check tax mappings', place: mapping(p.of === 'purchase' ? 'purchase-tax' : 'tax', '') }
        : openRecord(p),
  },
  'journal-unbalanced': {
    severity: 'needs-fix',
    title: 'Debits and credits differ',
    message: (p, ledger) =>
      p.of === 'expense'
        ? `The entries that ConnectWise wrote for it differ by ${p.difference} between debits and credits, and ${ledger} takes no journal that does not balance. ConnectWise sets the offset account against the cost only where the classification says that the company pays: correct classification or payment type, or complete the GL mapping, and ${writtenAnew(p)}.`
        : `The entries that ConnectWise wrote for it differ by ${p.difference} between debits and credits, and ${ledger} takes no journal that does not balance. A GL mapping lacks an account on one side; after completing it, ${writtenAnew(p)}.`,
    fix: () => ({ label: 'Open GL accounts', place: connectwise('gl-accounts') }),
  },
  'journal-account': {
    severity: 'needs-fix',
    title: 'Account takes no journals',
    message: (p, ledger) =>
      `${lineOf(p)} goes to ${`${p.ledgerCode} ${p.ledgerName}`.trim()}, which ${ledger} keeps for its own documents: it takes no journal there. Choose another account${p.account === '' ? ' in the settings of the company' : ''}.`,
    fix: p =>
      p.account === ''
        ? { label: 'Open mappings', place: mapping('account', '') }
        : { label: `Map account ${p.account}`, place: mapping('account', p.account) },
  },
  'rounding-account-missing': {
    severity: 'needs-fix',
    title: 'No account for rounding',
    message: p =>
      `A rounding difference of ${p.difference} has to stand on its own line, and no usable account is chosen for it.`,
    fix: () => ({ label: 'Choose the account', place: company('rounding-account') }),
  },
  'rounding-applied': {
    severity: 'check',
    title: 'Rounding line',
    message: (p, ledger) =>
      `A rounding line of ${p.difference} makes the total ConnectWise's to the cent.${p.tax ? ` ${ledger} reckons its tax in another way than ConnectWise; with “As ConnectWise calculated it” no such line is needed.` : ''}`,
    fix: p => (p.tax ? taxMethod(p) : { label: 'Rounding settings', place: company('rounding-limit') }),
  },
  'description-missing': {
    severity: 'needs-fix',
    title: 'Line without text',
    message: (p, ledger) =>
      `${lineOf(p)} has no description and no item to take one from; ${ledger} asks for one.`,
    fix: p => openRecord(p),
  },
  'export-malformed': {
    severity: 'needs-fix',
    title: 'Export not readable',
    message: p => `ConnectWise's export of this record cannot be read. ${p.detail}`,
    fix: p => openRecord(p),
  },
  'preview-changed': {
    severity: 'needs-fix',
    title: 'Changed since the preview',
    message: p =>
      `${theRecord(p)} or its mappings changed after the preview you saw. Nothing was sent; look at the new preview and send again.`,
    fix: () => ({ label: 'Show the new preview', place: { screen: 'none' } }),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }

function taxMethod({ of }: ProblemOf<'rounding-applied'>): Fix {
  return of === 'purchase'
    ? { label: 'Choose how purchases are taxed', place: company('purchase-tax-method') }
    : { label: 'Choose how sales are taxed', place: company('tax-method') }
}

/** Evenbook's own rule for the terms, where it is known which terms they are. */
function fixTerms({ terms, termId }: { terms: string; termId?: string }): Fix {
  if (termId === undefined) return { label: 'Open billing terms', place: connectwise('billing-terms') }
  return { label: `Map terms ${terms}`, place: mapping('term', termId) }
}
