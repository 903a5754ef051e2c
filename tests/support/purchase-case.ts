import type { PurchaseExport } from '../../lib/accounting/export.ts'
import type { PurchaseInput } from '../../lib/accounting/translate/index.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { type BookDraft, bookStatements, type Statement } from './case-book.ts'
import { emptyBook, emptyHead, readCase, recordStatements } from './case-reader.ts'
import { purchaseExport } from './purchasing.ts'

/** Reads the "given" part of a purchase's case: one plain statement a line (tests/cases/purchases/README.md). */
export function readPurchaseCase(text: string): PurchaseInput {
  const none = { number: '', date: null }
  const record = purchaseExport({
    ...emptyHead(),
    lines: [],
    order: { id: '1', ...none },
    vendorInvoice: none,
    packingSlip: '',
  })
  return readCase(text, { ...emptyBook(), record }, statements)
}

const headStatements: Statement<BookDraft & { record: PurchaseExport }>[] = [
  [
    /^received (?:(\S+) )?on (\S+)$/,
    ({ record }, [number = '', date = '']) => {
      const ids = { recordId: `purchase-${number}`, productId: number, number: number.replaceAll('_', ' ') }
      Object.assign(record, { ...ids, date: calendarDate(date) })
    },
  ],
  [
    /^order (\S+?)(?: of (\S+))?$/,
    ({ record }, [number = '', date = '']) => {
      record.order = { id: number, number, date: date === '' ? null : calendarDate(date) }
    },
  ],
  [
    /^packing slip (\S+)$/,
    ({ record }, [slip = '']) => {
      record.packingSlip = slip
    },
  ],
  [
    /^from (.+)$/,
    ({ record }, [name = '']) => {
      record.customer = { id: name, identifier: name.replaceAll(' ', ''), name, email: '', accountNumber: '' }
    },
  ],
  [
    /^vendor invoice (?:(\S+) )?of (\S+)$|^vendor invoice (\S+)$/,
    ({ record }, [number = '', date = '', only = '']) => {
      record.vendorInvoice = { number: number || only, date: date === '' ? null : calendarDate(date) }
    },
  ],
  [
    /^shipped on (\S+)$/,
    ({ record }, [date = '']) => {
      record.shippedOn = calendarDate(date)
    },
  ],
  [
    /^shipped straight to the customer$/,
    ({ record }) => {
      record.dropShip = true
    },
  ],
]

const statements = [...bookStatements, ...recordStatements, ...headStatements]
