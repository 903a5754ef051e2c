import type { SalesExport } from '../../lib/accounting/export.ts'
import type { SalesInput } from '../../lib/accounting/translate/index.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { type BookDraft, bookStatements, type Statement } from './case-book.ts'
import { emptyBook, emptyHead, readCase, recordStatements } from './case-reader.ts'
import { salesExport } from './planning.ts'

/**
 * Reads the "given" part of a case: one plain statement a line (see tests/cases/sales/README.md). Later lines change
 * what earlier ones said, so a case starts from the book's lines and says only what is its own.
 */
export function readSalesCase(text: string): SalesInput {
  const record = salesExport({ lines: [], dueDate: null, ...emptyHead() })
  return readCase(text, { ...emptyBook(), record }, statements)
}

const headStatements: Statement<BookDraft & { record: SalesExport }>[] = [
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
]

const statements = [...bookStatements, ...recordStatements, ...headStatements]
