import type { SalesInput } from '../../lib/accounting/translate/index.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { decimal, lookup, planOptions, planReference, salesExport, salesLine } from './planning.ts'
import { bookStatements, type Draft, type Statement } from './sales-case-book.ts'

/**
 * Reads the "given" part of a case: one plain statement a line (see tests/cases/sales/README.md). Later lines change
 * what earlier ones said, so a case starts from the book's lines and says only what is its own.
 */
export function readSalesCase(text: string): SalesInput {
  const draft = emptyDraft()
  for (const line of text.split('\n')) {
    const statement = line.replace(/(^|\s)#.*$/, '').trim()
    if (statement !== '') readStatement(statement, draft)
  }
  const { rows, ...input } = draft
  input.record.glEntryIds = input.record.lines.map(line => line.id)
  return { ...input, mappings: lookup([...rows.values()]) }
}

function readStatement(statement: string, draft: Draft): void {
  const known = statements.find(([pattern]) => pattern.test(statement))
  if (!known) throw new Error(`This line of a case says nothing known: ${statement}`)
  const [pattern, apply] = known
  const words = pattern.exec(statement)?.slice(1) ?? []
  apply(
    draft,
    words.map(word => word ?? ''),
  )
}

const recordStatements: Statement[] = [
  [
    /^(invoice|credit memo) (?:(\S+) )?(\S+) of (\S+)$/,
    ({ record }, [kind, number = '', billingType = '', date = '']) => {
      const ids = { recordId: number, billingLogId: number, number: number.replaceAll('_', ' ') }
      Object.assign(record, {
        ...ids,
        kind: kind === 'invoice' ? 'invoice' : 'credit-memo',
        billingType,
        date: calendarDate(date),
      })
    },
  ],
  [
    /^for (.+)$/,
    ({ record }, [name = '']) => {
      record.customer = { id: name, identifier: name.replaceAll(' ', ''), name, email: '', accountNumber: '' }
    },
  ],
  [
    /^due (\S+)$/,
    ({ record }, [date = '']) => {
      record.dueDate = calendarDate(date)
    },
  ],
  [
    /^terms (.+?)(?: with cross reference (\S+))?(?: after (\d+) days)?$/,
    ({ record }, [name = '', xref = '', days]) => {
      record.terms = { name, xref, dueDays: days ? Number(days) : null }
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
      record.taxCode = code === 'none' ? '' : code
    },
  ],
  [
    /^order (.+)$/,
    ({ record }, [order = '']) => {
      record.purchaseOrder = order
    },
  ],
  [
    /^project (.+)$/,
    ({ record }, [project = '']) => {
      record.project = project
    },
  ],
  [
    /^sales rep (.+)$/,
    ({ record }, [name = '']) => {
      record.salesRep = { id: '', name }
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
]

const statements = [...bookStatements, ...recordStatements]

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

function emptyDraft(): Draft {
  const organisation = {
    name: '',
    baseCurrency: '',
    currencies: [],
    periodLockDate: null,
    yearLockDate: null,
    rules: {
      numberMax: 255,
      drafts: true,
      itemAccounts: false,
      creditNoteVoid: true,
      taxOn: 'line' as const,
    },
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
    record: salesExport({
      lines: [],
      dueDate: null,
      terms: { name: '', xref: '', dueDays: null },
      total: decimal('0'),
      salesTax: decimal('0'),
    }),
    options: planOptions({ segment2CategoryId: null, roundingAccountId: null, roundingLimit: decimal('0') }),
    reference: planReference({ organisation, ...lists, ...names }),
    rows: new Map(),
  }
}
