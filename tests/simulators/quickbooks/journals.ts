import type { Context } from './context.ts'
import type { Body, Line, LineDetail, Row } from './entities.ts'
import { description, given, idsOf } from './lines.ts'
import { amountOf, cents, sum, written } from './money.ts'
import { businessRule, missing, Refused } from './problem.ts'
import { accountType, named, referred, refOf, required } from './references.ts'
import { keep, merged } from './rows.ts'
import { head, partyOf } from './transactions.ts'

/** Debits and credits that come to the same. */
export function saveJournal(context: Context, input: Body, existing: Row | undefined): Row {
  const body = merged(existing, input, input.sparse === true)
  const ids = idsOf(existing)
  const lines = given(body).map((line, at) => journalLine(context, line, ids(line.Id), at + 1))
  const of = (side: LineDetail['PostingType']) =>
    sum(lines.filter(line => sideOf(line) === side).map(({ Amount }) => amountOf(Amount)))
  const [debits, credits] = [of('Debit'), of('Credit')]
  if (!debits.equals(credits)) {
    throw new Refused(
      '2300',
      `Debits must equal credits. Debits: ${debits.toFixed(2)} Credits: ${credits.toFixed(2)}`,
    )
  }
  if (!lines.some(line => sideOf(line) === 'Debit') || !lines.some(line => sideOf(line) === 'Credit'))
    throw missing('Line')
  const parties = lines.flatMap(line => partyIn(context, line) ?? [])
  const saved: Body = { ...head(context, 'JournalEntry', body, existing, parties[0]), Line: lines }
  return keep(context, 'JournalEntry', existing, saved, {
    docNumber: saved.DocNumber,
    party: parties[0] && partyOf(parties[0]),
    total: debits.toFixed(2),
    tax: '0.00',
    balance: '0.00',
  })
}

function sideOf(line: Line): LineDetail['PostingType'] {
  return line.JournalEntryLineDetail?.PostingType
}

function journalLine(context: Context, line: Line, Id: string, LineNum: number): Line {
  const detail = line.JournalEntryLineDetail
  if (!detail?.PostingType) throw missing('Line.JournalEntryLineDetail.PostingType')
  const account = required(context, 'Account', detail.AccountRef, 'Line.JournalEntryLineDetail.AccountRef')
  if (!line.Amount) throw missing('Line.Amount')
  const amount = cents(amountOf(line.Amount))
  if (amount.isNegative()) throw businessRule('The amount of a journal line must be 0 or greater.')
  const { classTrackingPerTxn, classTrackingPerTxnLine, trackDepartments } = context.company.preferences
  // Whichever way classes are tracked, a journal has them on its lines.
  const classes = classTrackingPerTxn || classTrackingPerTxnLine
  return {
    Id,
    LineNum,
    Description: description(line),
    Amount: written(amount),
    DetailType: 'JournalEntryLineDetail',
    JournalEntryLineDetail: {
      ...detail,
      AccountRef: refOf(account),
      Entity: entityOf(context, detail, accountType(account)),
      ClassRef: classes ? named(context, 'Class', detail.ClassRef) : undefined,
      DepartmentRef: trackDepartments ? named(context, 'Department', detail.DepartmentRef) : undefined,
    },
  }
}

/** Whose receivable or payable it is; on other accounts a name is only told. */
const NEEDED: Record<string, 'Customer' | 'Vendor'> = {
  'Accounts Receivable': 'Customer',
  'Accounts Payable': 'Vendor',
}

function entityOf(context: Context, detail: LineDetail, type: string): LineDetail['Entity'] {
  const needed = NEEDED[type]
  const { Type, EntityRef } = detail.Entity ?? {}
  if (needed && Type !== needed) {
    throw businessRule(`When you use ${type}, you must choose a ${needed.toLowerCase()} in the Name field.`)
  }
  if (!EntityRef) return undefined
  return { Type, EntityRef: refOf(referred(context, typeOf(Type), EntityRef)) }
}

function partyIn(context: Context, { JournalEntryLineDetail: detail }: Line): Row | undefined {
  const { Type, EntityRef } = detail?.Entity ?? {}
  return EntityRef && referred(context, typeOf(Type), EntityRef)
}

function typeOf(type: string | undefined): 'Customer' | 'Vendor' | 'Employee' {
  return type === 'Vendor' || type === 'Employee' ? type : 'Customer'
}
