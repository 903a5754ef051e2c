import { bodyOf, type Context } from './context.ts'
import { type Body, type EntityType, LISTS, type Row, TRANSACTIONS } from './entities.ts'
import { savePurchase, saveVendorDocument } from './expenses.ts'
import { isTransaction } from './format.ts'
import { saveJournal } from './journals.ts'
import { settleAgain } from './links.ts'
import { saveName } from './names.ts'
import { savePayment } from './payments.ts'
import { businessRule, type Fault, Refused } from './problem.ts'
import { current, drop } from './rows.ts'
import { saveSale, voidRow } from './sales.ts'
import { refuseClosed } from './transactions.ts'
import type { CallContext, World } from './world.ts'

export type Ask = { type: EntityType; operation: string; input: Body }
export type Done = { row: Row } | { fault: Fault }

/** One operation; what it had changed is taken back when it is refused. */
export function perform(world: Pick<World, 'attempt'>, context: CallContext, ask: Ask): Done {
  const told = context.changes.length
  const done = world.attempt<Done>(
    () => {
      try {
        return { row: run(context, ask) }
      } catch (error) {
        if (error instanceof Refused) return { fault: error.fault }
        throw error
      }
    },
    result => 'row' in result,
  )
  if ('fault' in done) context.changes.length = told
  return done
}

function run(context: Context, { type, operation, input }: Ask): Row {
  if (operation === 'create') return save(context, type, input, undefined)
  const row = current(context, type, input)
  if (operation === 'update') {
    if (row.voided) throw businessRule('A voided transaction cannot be changed.')
    return save(context, type, input, row)
  }
  if (!isTransaction(row)) throw businessRule('This can only be made inactive.')
  refuseClosed(context, bodyOf(row).TxnDate ?? '')
  if (operation === 'void') return voidRow(context, row)
  settleAgain(context, row)
  return drop(context, row)
}

function save(context: Context, type: EntityType, input: Body, existing: Row | undefined): Row {
  if (type === 'Customer' || type === 'Vendor') return saveName(context, type, input, existing)
  if (type === 'Invoice' || type === 'CreditMemo' || type === 'RefundReceipt')
    return saveSale(context, type, input, existing)
  if (type === 'Payment') return savePayment(context, input, existing)
  if (type === 'Bill' || type === 'VendorCredit') return saveVendorDocument(context, type, input, existing)
  if (type === 'Purchase') return savePurchase(context, input, existing)
  if (type === 'JournalEntry') return saveJournal(context, input, existing)
  throw new Refused('2010', `Unsupported operation on ${type}`)
}

export const WRITABLE: EntityType[] = [
  'Customer',
  'Vendor',
  'Invoice',
  'CreditMemo',
  'RefundReceipt',
  'Payment',
  'Bill',
  'VendorCredit',
  'Purchase',
  'JournalEntry',
]

/** Addresses are written in small letters. */
export function entityNamed(name: string): EntityType | undefined {
  return [...LISTS, ...TRANSACTIONS].find(type => type.toLowerCase() === name.toLowerCase())
}
