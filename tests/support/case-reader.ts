import type { BilledExport, RecordExport } from '../../lib/accounting/export.ts'
import type { Given } from '../../lib/accounting/translate/index.ts'
import type { BookDraft, Statement } from './case-book.ts'
import { decimal, lookup, planOptions, planReference, salesLine, xeroRules } from './planning.ts'

type Draft = BookDraft & { record: BilledExport }

/** The three parts of a case's file. */
export function partsOf(text: string) {
  const match = /^# (.+)\n\s*given\n([\s\S]*?)\nexpect\n([\s\S]*)$/.exec(text)
  if (!match) throw new Error('A case is a title line "# …", a "given" part and an "expect" part.')
  const [, title = '', given = '', expected = ''] = match
  return { title, given, expected: expected.trimEnd() }
}

/** The statements of its text, one after the other, on what a case begins with. */
export function readCase<Record extends RecordExport>(
  text: string,
  draft: BookDraft & { record: Record },
  statements: readonly Statement<BookDraft & { record: Record }>[],
): Given & { record: Record } {
  for (const line of text.split('\n')) {
    const statement = line.replace(/(^|\s)#.*$/, '').trim()
    if (statement === '') continue
    const known = statements.find(([pattern]) => pattern.test(statement))
    if (!known) throw new Error(`This line of a case says nothing known: ${statement}`)
    const [pattern, apply] = known
    const words = pattern.exec(statement)?.slice(1) ?? []
    apply(
      draft,
      words.map(word => word ?? ''),
    )
  }
  const { rows, record, options, reference } = draft
  record.glEntryIds = record.lines.map(line => line.id)
  return { record, options, reference, mappings: lookup([...rows.values()]) }
}

/** What a case can say of any record. */
export const recordStatements: Statement<Draft>[] = [
  [
    /^terms (.+?)(?: with cross reference (\S+))?(?: after (\d+) days)?$/,
    ({ record }, [name = '', xref = '', days]) => {
      if (record.kind !== 'expense') record.terms = { name, xref, dueDays: days ? Number(days) : null }
    },
  ],
  [
    /^currency (\S+)$/,
    ({ record }, [currency = '']) => {
      record.currency = currency === 'none' ? '' : currency
    },
  ],
  [
    /^tax code (\S+)$/,
    ({ record }, [code = '']) => {
      if (record.kind !== 'expense') record.taxCode = code === 'none' ? '' : code
    },
  ],
  [
    /^total (\S+) with (\S+) tax$/,
    ({ record }, [total = '', tax = '']) => {
      Object.assign(record, { total: decimal(total), salesTax: decimal(tax) })
    },
  ],
  [
    /^line (\S+) (\S+) *\| *(.*?) *\| *(\S+) × (\S+) = (\S+) *\| *(taxed|no tax|\S+) *(?:\| *product (\S+) *)?(?:\| *cost (\S+) *)?(?:\| *for (.+))?$/,
    readLine,
  ],
  [
    /^kept on (\S+)(?:, warehouse (\S+))?(?:, type (.+?))?(?:, at (\S+) a piece)?(, drop-shipped)?$/,
    readKept,
  ],
]

/** Of the line above it: the asset account and what else ConnectWise says of stock; `none` where it says nothing. */
function readKept({ record }: Draft, words: string[]): void {
  const [account = '', warehouse = '', type = '', cost = '', dropShipped = ''] = words
  const line = record.lines.at(-1)
  if (!line) throw new Error('What is kept belongs to a line above it.')
  const said = (word: string, otherwise = '') => (word === 'none' ? '' : word || otherwise)
  Object.assign(line, {
    inventoryAccount: said(account),
    warehouseAccount: said(warehouse),
    itemType: said(type, 'Inventory Part'),
    cost: cost === '' ? line.cost : decimal(cost),
    dropShipped: dropShipped !== '',
  })
}

function readLine({ record }: Draft, words: string[]): void {
  const [
    glType = '',
    segments = '',
    description = '',
    quantity = '',
    price = '',
    amount = '',
    tax = '',
    product,
    cost = '',
    work = '',
  ] = words
  const [account = '', ...classes] = segments.split(':')
  const line = salesLine({
    id: `${record.number}-${record.lines.length + 1}`,
    glType,
    account,
    segments: [classes[0] ?? '', classes[1] ?? '', classes[2] ?? ''],
    description,
    item: product ? { id: `product-${product}`, identifier: product } : null,
    quantity: decimal(quantity),
    unitPrice: price === '?' ? null : decimal(price),
    amount: decimal(amount),
    taxable: tax !== 'no tax',
    taxCode: tax === 'no tax' || tax === 'taxed' ? '' : tax,
    costAccount: cost,
    work,
  })
  record.lines.push(line)
}

/** No ledger, nothing chosen, nothing mapped. */
export function emptyBook(): BookDraft {
  const organisation = {
    name: '',
    baseCurrency: '',
    currencies: [],
    periodLockDate: null,
    yearLockDate: null,
    rules: xeroRules,
  }
  const lists = {
    accounts: new Map(),
    taxRates: new Map(),
    items: new Map(),
    themes: new Map(),
    tracking: new Map(),
  }
  const names = {
    contacts: new Map(),
    contactsByName: new Map(),
    psaTaxCodes: new Map(),
    psaTerms: new Map(),
  }
  return {
    options: planOptions({ segment2CategoryId: null, roundingAccountId: null, roundingLimit: decimal('0') }),
    reference: planReference({ organisation, ...lists, ...names }),
    rows: new Map(),
  }
}

/** What every record has before its case says something of it. */
export function emptyHead() {
  return {
    terms: { name: '', xref: '', dueDays: null },
    total: decimal('0'),
    salesTax: decimal('0'),
  }
}
