import {
  company,
  connectwise,
  dayInWords,
  type Entry,
  lineOf,
  mapping,
  named,
  openRecord,
  theRecord,
} from './problem-words.ts'
import type { ProblemCode } from './problems.ts'

/** What a company's own settings ask of a record: checks it has switched on, and what it leaves out. */
export const companyProblems = {
  'cost-account-missing': {
    severity: 'needs-fix',
    title: 'No cost of goods account',
    message: p =>
      `${lineOf(p)} is on account ${p.account}, and its entry in ConnectWise (type ${p.glType}) carries no cost of goods sold account, which COGS validation asks for. After completing the GL mapping, reopen and close the invoice.`,
    fix: () => ({ label: 'Open GL accounts', place: connectwise('gl-accounts') }),
  },
  'item-missing': {
    severity: 'needs-fix',
    title: 'Line without an item',
    message: (p, ledger) =>
      `${lineOf(p)} names no item, and in ${ledger} the item says which account a line is posted to. ${p.count === 0 ? 'No item' : `More than one item (${p.count})`} is posted to ${p.account}. Map a product or a Non-Product ID to one, or leave one item that is posted there.`,
    fix: () => ({ label: 'Map items', place: mapping('item', '') }),
  },
  'item-other-account': {
    severity: 'needs-fix',
    title: 'Item of another account',
    message: (p, ledger) =>
      `${lineOf(p)} belongs to ${p.account}, and its item ${p.item} is posted to ${p.itemAccount} in ${ledger}. Map it to an item that is posted to the same account.`,
    fix: p => ({ label: `Map item ${p.item}`, place: mapping('item', p.itemId) }),
  },
  'tracking-several': {
    severity: 'needs-fix',
    title: 'Several in one document',
    message: (p, ledger) =>
      `The lines are of more than one ${p.category} (${p.options}), and ${ledger} takes one for the whole document.`,
    fix: () => ({ label: 'Map classes', place: mapping('tracking-2', '') }),
  },
  'tax-by-ledger': {
    severity: 'needs-fix',
    title: 'Tax that the ledger decides',
    message: (_p, ledger) =>
      `${ledger} works the tax of this invoice out itself, and the lines do not name one rate that would foretell it. This company sends nothing whose tax does not agree. Map the tax code to the rate that ${ledger} takes there, or choose Warning.`,
    fix: () => ({ label: 'Map tax codes', place: mapping('tax', '') }),
  },
  'tax-differs': {
    severity: 'needs-fix',
    title: 'Tax differs from ConnectWise',
    message: (p, ledger) => {
      const difference = `a difference of ${p.difference}`
      if (p.posted)
        return `In ${ledger} the tax came out at ${p.ledgerTax}; in ConnectWise it is ${p.connectwise}, ${difference}.`
      const foretold = `${ledger} would make the tax ${p.ledgerTax}; in ConnectWise it is ${p.connectwise}, ${difference}.`
      return p.warn
        ? `${foretold} ConnectWise’s goes along.`
        : `${foretold} Correct the tax code, or choose what is done when taxes differ.`
    },
    fix: () => ({ label: 'When taxes differ', place: company('tax-difference') }),
  },
  'tax-several': {
    severity: 'needs-fix',
    title: 'Several taxes in one document',
    message: (p, ledger) =>
      `The lines have more than one tax rate (${p.taxes}), and ${ledger} taxes a whole document by one. Map the tax codes to one combined rate, or invoice the lines apart.`,
    fix: () => ({ label: 'Check tax mappings', place: mapping('tax', '') }),
  },
  'sales-rep-missing': {
    severity: 'needs-fix',
    title: 'Sales rep missing',
    message: p => `The invoice has no sales rep, and the sales rep feeds ${p.category}.`,
    fix: () => ({ label: 'Open the invoice', place: connectwise('invoice') }),
  },
  'sales-rep-unmapped': {
    severity: 'needs-fix',
    title: 'Sales rep not mapped',
    message: (p, ledger) =>
      `The invoice is of sales rep ${p.rep}, who has no option of ${p.category} in ${ledger} yet.`,
    fix: p => ({ label: `Map sales rep ${p.rep}`, place: mapping('sales-rep', p.repId) }),
  },
  'sales-rep-inactive': {
    severity: 'needs-fix',
    title: 'Tracking option archived',
    message: (p, ledger) =>
      `The invoice is of sales rep ${p.rep}, mapped to an option of ${p.category} that ${ledger} no longer uses${named(p.option)}.`,
    fix: p => ({ label: `Map sales rep ${p.rep}`, place: mapping('sales-rep', p.repId) }),
  },
  'sales-rep-category-gone': {
    severity: 'needs-fix',
    title: 'Tracking category gone',
    message: (_p, ledger) => `The tracking category that takes the sales rep is no longer in ${ledger}.`,
    fix: () => ({ label: 'Choose a category', place: company('sales-rep-category') }),
  },
  'static-tax-missing': {
    severity: 'needs-fix',
    title: 'No usable tax rate',
    message: (p, ledger) =>
      p.ledgerTax === ''
        ? `${lineOf(p)} takes the one tax rate for all that is ${p.of ? 'bought and ' : ''}${p.taxed ? 'taxed' : 'not taxed'}, and none is chosen.`
        : `${lineOf(p)} takes the chosen tax rate ${p.ledgerTax}, which ${ledger} does not use for ${p.of ? 'purchases' : 'sales'}.`,
    fix: p => {
      const rate = p.taxed ? 'tax-static-rate' : 'tax-exempt-rate'
      return { label: 'Choose the tax rate', place: company(p.of ? `purchase-${rate}` : rate) }
    },
  },
  'theme-gone': {
    severity: 'needs-fix',
    title: 'Branding theme gone',
    message: (p, ledger) =>
      `This company’s documents take the branding theme${p.theme === '' ? ' that was chosen' : ` ${p.theme}`}, which is no longer in ${ledger}.`,
    fix: () => ({ label: 'Choose a branding theme', place: company('branding-theme') }),
  },
  'adjustment-applied': {
    severity: 'check',
    title: 'Adjustment line',
    message: p => `An adjustment line of ${p.difference} makes the total ConnectWise's to the cent.`,
    fix: () => ({ label: 'Adjustment settings', place: company('adjustment-limit') }),
  },
  'zero-total': {
    severity: 'waiting',
    title: p => (p.warn ? 'Posted: $0.00' : 'Not sent: $0.00'),
    message: (p, ledger) => {
      const zero = `${theRecord(p)} comes to 0.00. ${ledger}`
      if (p.warn) return `${zero} takes it as paid at once.`
      return p.marked
        ? `${zero} would take it as paid at once, so it is only marked as done in ConnectWise.`
        : `${zero} would take it as paid at once, so it is not sent.`
    },
    fix: p =>
      p.marked || p.warn ? { label: 'Records of $0.00', place: company('zero-records') } : openRecord(p),
  },
  'before-cut-off': {
    severity: 'waiting',
    title: p => `Not sent: before ${dayInWords(p.cutOff)}`,
    message: p =>
      `The record is dated ${dayInWords(p.date)}. This company takes records from ${dayInWords(p.cutOff)} on.`,
    fix: () => ({ label: 'Cut-off date', place: company('cut-off-date') }),
  },
  'kind-excluded': {
    severity: 'waiting',
    title: p => `Not sent: ${p.kind} are switched off`,
    message: p => `This company takes no ${p.kind}.`,
    fix: () => ({ label: 'Kinds of records', place: company('record-kinds') }),
  },
  'no-ledger': {
    severity: 'waiting',
    title: 'This location has no ledger',
    message: p => `The record belongs to ${p.location}, which no company takes.`,
    fix: () => ({ label: 'Locations', place: company('locations') }),
  },
  'other-company': {
    severity: 'waiting',
    title: 'Not this company’s',
    message: p => `The record belongs to ${p.location}, which ${p.company} takes.`,
    fix: () => ({ label: 'Locations', place: company('locations') }),
  },
} as const satisfies { [C in ProblemCode]?: Entry<C> }
