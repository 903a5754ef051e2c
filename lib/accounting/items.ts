import type { Desk } from './desk.ts'
import type { LedgerRef } from './document.ts'
import type { RecordLine } from './export.ts'
import type { LedgerItem } from './options.ts'
import type { LineFacts } from './problems.ts'

export interface WantedItem {
  key: string
  name: string
  /** the company's default, as neither a product nor a Non-Product ID came with the line */
  fromDefault: boolean
}

/** A product by its id, any other line by its Non-Product ID (GL segment 4), else by the default of its kind. */
export function itemKey(line: RecordLine, desk: Desk): WantedItem | null {
  if (line.item) return { key: line.item.id, name: line.item.identifier.trim(), fromDefault: false }
  const own = (line.segments[2] ?? '').trim()
  const name = own || (desk.options.nonProductDefaults[line.glType] ?? '')
  return name === '' ? null : { key: `non-product:${name}`, name, fromDefault: own === '' }
}

/**
 * The ledger's item of a line: the mapped one, else where lines must name one the only one of the line's account. Where items say
 * the account, a bought line names none: it would be posted to the item's account and not to its own.
 */
export function findItem(
  wanted: WantedItem | null,
  account: LedgerRef | null,
  facts: LineFacts,
  desk: Desk,
): LedgerRef | null {
  const { itemAccounts } = desk.reference.organisation.rules
  if (itemAccounts && !desk.itemsSayAccount) return null
  const mapped = wanted && findMapped(wanted, facts, desk)
  if (!itemAccounts) return mapped && named(mapped)
  if (mapped === 'gone' || account === null) return null
  if (mapped === null) return itemOfAccount(account, facts, desk)
  if (wanted === null || mapped.accountId === account.id) return named(mapped)
  const other = mapped.accountId === null ? undefined : desk.reference.accounts.get(mapped.accountId)
  desk.report({
    code: 'item-other-account',
    item: wanted.name,
    itemId: wanted.key,
    account: label(account),
    itemAccount: other ? label(other) : 'another account',
    ...facts,
  })
  return null
}

/**
 * The account is decided by a mapping; the item is how this ledger is told so. One that is the only one posted there changes
 * nothing in the books, and among several a person chooses.
 */
export function itemOfAccount(account: LedgerRef, facts: LineFacts, desk: Desk): LedgerRef | null {
  const posted = [...desk.reference.items.values()].filter(item => item.accountId === account.id)
  const [only, ...more] = posted
  if (only && more.length === 0) return { id: only.id, code: only.code, name: only.name }
  desk.report({ code: 'item-missing', account: label(account), count: posted.length, ...facts })
  return null
}

/** Most lines of services have none; a default that leads to none is told, as it was set so that there is one. */
function findMapped(wanted: WantedItem, facts: LineFacts, desk: Desk): LedgerItem | 'gone' | null {
  const { key, name, fromDefault } = wanted
  const about = { item: name, itemId: key, ...(fromDefault && { fromDefault }) }
  const id = desk.find('item', key, name)
  if (id === null) {
    const required = desk.options.items === 'required'
    if (required || fromDefault) {
      desk.report({ code: 'item-unmapped', ...about, ...(!required && { warn: true }), ...facts })
    }
    return null
  }
  const item = desk.reference.items.get(id)
  if (item) return item
  desk.report({ code: 'item-gone', ...about, ...facts })
  return 'gone'
}

function named(item: LedgerItem | 'gone'): LedgerRef | null {
  return item === 'gone' ? null : { id: item.id, code: item.code, name: item.name }
}

function label({ code, name }: LedgerRef): string {
  return `${code} ${name}`.trim()
}
