import type { Desk } from '../desk.ts'
import type { LedgerDocument } from '../document.ts'
import type { RecordLine, SalesExport } from '../export.ts'
import { cents, isMeasurable } from '../money.ts'
import { assetAccount } from '../stock-account.ts'
import { stockNumber } from '../stock-number.ts'
import { checkCompliance, isStock } from '../stock-product.ts'
import { type JournalSide, translateJournal } from './journal.ts'

/**
 * What the stock that an invoice sells has cost: out of the asset account, into cost of goods; on a credit memo the other way. In
 * the ledger's own currency, whatever the customer is billed in. Null where nothing of it is stock, or where something is an open
 * question.
 */
export function costOfGoods(record: SalesExport, desk: Desk): LedgerDocument | null {
  const sold = soldStock(record, desk)
  if (sold.length === 0) return null
  checkCompliance(sold, desk, ['type'])
  const pairs = sold.map(line => sidesOf(record, line, desk))
  const known = pairs.filter(pair => pair !== null)
  const moved = known.flat().filter(side => !isMeasurable(side.amount) || !cents(side.amount).isZero())
  if (known.length < pairs.length || moved.length === 0) return null
  const { organisation } = desk.reference
  const name = record.kind === 'credit-memo' ? 'credit memo' : 'invoice'
  const head = {
    number: stockNumber('sale', record.number.trim(), desk.options),
    date: record.date,
    currency: organisation.baseCurrency,
    status: organisation.rules.drafts ? desk.options.postAs : ('approved' as const),
    description: `Cost of goods of ${name} ${record.number.trim()}`,
  }
  return translateJournal(head, moved, desk)
}

/** Lines of it whose goods leave the stock, where the company keeps one. */
export function soldStock({ lines }: SalesExport, { options }: Pick<Desk, 'options'>): RecordLine[] {
  return options.inventory ? lines.filter(line => isStock(line, options)) : []
}

function sidesOf(record: SalesExport, line: RecordLine, desk: Desk): [JournalSide, JournalSide] | null {
  const facts = { lineId: line.id, line: line.description.trim() || (line.item?.identifier ?? '') }
  const asset = assetAccount(line, facts, desk)
  const costAccount = line.costAccount.trim()
  // Where the company asks for one on every line it has been told already.
  if (costAccount === '' && desk.options.costAccounts !== 'required')
    desk.report({ code: 'cost-account-missing', account: line.account.trim(), glType: line.glType, ...facts })
  if (line.cost === null) desk.report({ code: 'cost-missing', ...facts })
  if (asset === null || costAccount === '' || line.cost === null) return null
  const { id, segments, quantity } = line
  if (![line.cost, quantity].every(isMeasurable)) {
    desk.report({ code: 'export-malformed', detail: 'A line has a cost that no ledger can hold.', ...facts })
    return null
  }
  const whole = line.cost.times(quantity).abs()
  const spent = comesBack(record, line) ? whole.negated() : whole
  const side = { id, segments, quantity, description: facts.line }
  return [
    { ...side, account: costAccount, amount: spent },
    { ...side, ...asset, amount: spent.negated() },
  ]
}

/** The amount says which way a line goes, as on the document; of what is given away, the quantity does. */
function comesBack({ kind }: SalesExport, { amount, quantity }: RecordLine): boolean {
  const against = amount.isZero() ? quantity.isNegative() : amount.isNegative()
  return (kind === 'credit-memo') !== against
}
