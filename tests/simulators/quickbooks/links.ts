import type { Decimal } from 'decimal.js'
import { bodyOf, type Context, find } from './context.ts'
import type { EntityType, Line, Link, LinkedTxn, Row } from './entities.ts'
import { Money, sum } from './money.ts'
import { key } from './store.ts'

/** `Invoice|5` */
export function linkEnd(type: EntityType, entityId: string): string {
  return `${type}|${entityId}`
}

export function linksTo({ books, company }: Context, row: Pick<Row, 'type' | 'entityId'>): Link[] {
  return books.links.by('to', key(company.id, linkEnd(row.type, row.entityId)))
}

export function linksFrom({ books, company }: Context, row: Pick<Row, 'type' | 'entityId'>): Link[] {
  return books.links.by('from', key(company.id, linkEnd(row.type, row.entityId)))
}

/** What payments have settled of a document, or taken of a credit. */
export function applied(context: Context, row: Row | undefined): Decimal {
  return row ? sum(linksTo(context, row).map(({ amount }) => new Money(amount))) : new Money(0)
}

/** The transactions at the other end, as both ends show them. */
export function linkedTxns(context: Context, row: Row): LinkedTxn[] {
  return linksTo(context, row).map(({ from }) => {
    const [TxnType = '', TxnId = ''] = from.split('|')
    return { TxnId, TxnType }
  })
}

export function setLinks(context: Context, payment: Row, wanted: { to: string; amount: Decimal }[]) {
  const { books, company } = context
  const before = linksFrom(context, payment)
  for (const { id } of before) books.links.delete(id)
  const from = linkEnd(payment.type, payment.entityId)
  wanted.forEach(({ to, amount }, at) => {
    const id = `${company.id}|${from}|${at}`
    books.links.put({ id, realm: company.id, from, to, amount: amount.toFixed(2) })
  })
  for (const to of new Set([...before, ...wanted].map(link => link.to))) rebalance(context, to)
}

/** After a document or a payment is gone or empty: nothing is linked with it any more. */
export function settleAgain(context: Context, row: Row) {
  setLinks(context, row, [])
  for (const { id, from } of linksTo(context, row)) {
    context.books.links.delete(id)
    release(context, from, linkEnd(row.type, row.entityId))
  }
}

/** A payment of something that is gone keeps its money, unapplied. */
function release(context: Context, from: string, gone: string) {
  const payment = at(context, from)
  if (!payment) return
  const body = bodyOf(payment)
  const Line = body.Line?.filter(line => endOf(line) !== gone)
  const links = linksFrom(context, payment)
  const debts = links.filter(({ to }) => !isCredit(to)).map(({ amount }) => new Money(amount))
  const credits = links.filter(({ to }) => isCredit(to)).map(({ amount }) => new Money(amount))
  const balance = new Money(payment.total ?? '0').plus(sum(credits)).minus(sum(debts)).toFixed(2)
  touch(context, { ...payment, balance, json: JSON.stringify({ ...body, Line }) })
}

export function endOf({ LinkedTxn: [linked] = [] }: Line): string | undefined {
  return linked && `${linked.TxnType}|${linked.TxnId}`
}

export function isCredit(end: string): boolean {
  return end.startsWith('CreditMemo|') || end.startsWith('VendorCredit|')
}

/** A document that is paid, or no longer paid, is a new version of itself. */
function rebalance(context: Context, end: string) {
  const row = at(context, end)
  if (!row || row.voided) return
  const balance = new Money(row.total ?? '0').minus(applied(context, row)).toFixed(2)
  touch(context, { ...row, balance })
}

function touch(context: Context, row: Row) {
  const next = { ...row, syncToken: row.syncToken + 1, updatedAt: context.clock.now() }
  context.books.rows.put(next)
  context.changed(row.type, row.entityId, 'Update')
}

function at(context: Context, end: string): Row | undefined {
  const [type = '', entityId = ''] = end.split('|')
  const known = TYPES.find(name => name === type)
  return known && find(context, known, entityId)
}

const TYPES = ['Invoice', 'CreditMemo', 'Bill', 'VendorCredit', 'Payment', 'BillPayment'] as const
