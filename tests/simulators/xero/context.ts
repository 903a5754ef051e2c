import type { Clock } from '../kit/clock.ts'
import type { Document, Organisation } from './entities.ts'
import type { XeroParameters } from './parameters.ts'
import type { Books } from './store.ts'

/** Who acts on which books, in one call. */
export type Context = {
  books: Books
  parameters: XeroParameters
  clock: Clock
  organisation: Organisation
  clientId: string
  /** Decimal places of unit prices: 2, or 4 with `unitdp=4`. */
  unitPlaces: number
  /** Tells webhooks which rows a call has made or changed. */
  changed(category: 'INVOICE' | 'CREDITNOTE' | 'CONTACT', id: string, type: 'CREATE' | 'UPDATE'): void
}

/** What became of one element of a write. */
export type Outcome<Row> = { row?: Row; errors: string[]; warnings: string[]; input: object }

export function category(document: Pick<Document, 'type'>): 'INVOICE' | 'CREDITNOTE' {
  return isCredit(document) ? 'CREDITNOTE' : 'INVOICE'
}

export function isCredit({ type }: Pick<Document, 'type'>): boolean {
  return type === 'ACCRECCREDIT' || type === 'ACCPAYCREDIT'
}

export function isSales({ type }: Pick<Document, 'type'>): boolean {
  return type === 'ACCREC' || type === 'ACCRECCREDIT'
}

/** Today where the organisation keeps its books. */
export function today({ clock, organisation }: Context): string {
  return new Intl.DateTimeFormat('en-CA', { timeZone: organisation.timezone }).format(clock.now())
}
