import { company, connectwise, type Entry, lineOf, named, writtenAnew } from './problem-words.ts'
import type { ProblemCode, ProblemOf } from './problems.ts'

/** What stock asks for, whether it is bought, counted, moved or sold. */
export const stockProblems = {
  'asset-account-missing': {
    severity: 'needs-fix',
    title: 'No asset account',
    message: p =>
      p.from === 'warehouse'
        ? `${lineOf(p)} is stock, and the warehouse it belongs to has no Location XRef, by which this company finds its asset account. Once the warehouse has one, ${writtenAnew(p)}.`
        : `${lineOf(p)} is stock, and ConnectWise's GL mapping gave it no inventory account. After completing the mapping, ${writtenAnew(p)}.`,
    fix: p =>
      p.from === 'warehouse'
        ? { label: 'Open warehouses', place: connectwise('warehouses') }
        : { label: 'Open GL accounts', place: connectwise('gl-accounts') },
  },
  'adjustment-account-missing': {
    severity: 'needs-fix',
    title: 'No adjustment account',
    message: p =>
      `${lineOf(p)} has no account to adjust the stock against: ConnectWise's GL mapping gave it none, and this company has chosen none for such a case.`,
    fix: () => ({ label: 'Choose the account', place: company('stock-adjustment-account') }),
  },
  'chosen-account-gone': {
    severity: 'needs-fix',
    title: 'Chosen account not usable',
    message: (p, ledger) =>
      `${lineOf(p)} goes to the account that this company has chosen for ${chosenFor[p.setting]}${named(p.ledgerName)}, which ${ledger} no longer uses.`,
    fix: p => ({ label: 'Choose the account', place: company(p.setting) }),
  },
  'stock-type-differs': {
    severity: 'needs-fix',
    title: p => (p.what === 'type' ? 'Not of type Inventory Part' : 'Not of class Inventory'),
    message: p => `${contradiction(p)} ${effect(p)} ${cure(p)}`,
    fix: () => ({ label: 'Open product types', place: connectwise('product-types') }),
  },
  'cost-missing': {
    severity: 'needs-fix',
    title: 'No cost in ConnectWise',
    message: p =>
      `${lineOf(p)} is sold from the stock, and ConnectWise gives no cost of it, so that its cost of goods cannot be posted. Enter the cost on the product of the invoice; then ${writtenAnew(p)}.`,
    fix: () => ({ label: 'Open the invoice', place: connectwise('invoice') }),
  },
  'stock-currency': {
    severity: 'needs-fix',
    title: 'Stock in another currency',
    message: (p, ledger) =>
      `ConnectWise values this stock in ${p.currency}, and the stock in ${ledger} stands in ${p.base}. Give its warehouse the currency ${p.base} in ConnectWise.`,
    fix: () => ({ label: 'Open warehouses', place: connectwise('warehouses') }),
  },
  'nothing-moves': {
    severity: 'waiting',
    title: 'Nothing to post',
    message: (_p, ledger) =>
      `No account in ${ledger} changes by it: what moved costs nothing, or both warehouses stand on the same account. It is only marked as done in ConnectWise.`,
    fix: () => ({ label: 'Open inventory', place: connectwise('inventory') }),
  },
  'batch-unfit': {
    severity: 'needs-fix',
    title: 'Character that no batch takes',
    message: p =>
      `“${p.text}” contains ${p.character === "'" ? 'an apostrophe' : `the character ${p.character}`}, and ConnectWise makes no batch of an adjustment with one: it could be posted and never marked. Write it without in ConnectWise.`,
    fix: () => ({ label: 'Open inventory', place: connectwise('inventory') }),
  },
} satisfies { [C in ProblemCode]?: Entry<C> }

type Differs = ProblemOf<'stock-type-differs'>

const chosenFor: Readonly<Record<ProblemOf<'chosen-account-gone'>['setting'], string>> = {
  'drop-ship-account': 'drop-shipped stock',
  'stock-adjustment-account': 'adjustments without an account',
  'purchase-tax-account': 'tax on bills',
}

function contradiction({ products, count, what }: Differs): string {
  const [is, type, has] = count === 1 ? ['is', 'type', 'has'] : ['are', 'types', 'have']
  return what === 'type'
    ? `${products} ${is} of class Inventory, and the Type XRef of the product ${type} is not “Inventory Part”.`
    : `${products} ${has} the Type XRef “Inventory Part”, and ${is} not of class Inventory.`
}

function effect({ count, warn, asStock }: Differs): string {
  const it = count === 1 ? 'It is' : 'They are'
  if (!warn) return `This company posts only what both say alike.`
  return asStock ? `${it} posted as stock.` : `${it} posted as spent, not as stock.`
}

function cure({ what }: Differs): string {
  return what === 'type'
    ? 'Set the Type XRef to Inventory Part, or change the class.'
    : 'Change the class to Inventory, or set another Type XRef.'
}
