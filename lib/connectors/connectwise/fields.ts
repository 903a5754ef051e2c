import { z } from 'zod'
import { calendarDate, isCalendarDate } from '../../std/clock.ts'
import { zId } from '../../std/json.ts'
import type { components } from './connectwise.generated.d.ts'

type Schemas = components['schemas']

/** A row's schema reads no field that openapi.json does not have. */
export type Described<Name extends keyof Schemas> = { [Field in keyof Schemas[Name]]?: z.ZodType }

/** Only what is read is asked for: a whole invoice has eighty fields. */
export function fieldsOf(row: { shape: object }): string {
  return Object.keys(row.shape).join()
}

/** ConnectWise leaves out what is empty, or gives null. */
export const zMaybeText = z
  .string()
  .nullish()
  .transform(text => text ?? '')

export const zFlag = z
  .boolean()
  .nullish()
  .transform(flag => flag ?? false)

/** A calendar day, written as midnight in UTC ("2026-07-01T00:00:00Z"): only the day counts. */
export const zDay = z
  .string()
  .transform(text => text.slice(0, 10))
  .refine(isCalendarDate, 'expected a day')
  .transform(calendarDate)

export const zMaybeDay = zDay.nullish().or(z.literal('').transform(() => null))

export const zNumericId = zId.refine(id => /^\d{1,12}$/.test(id), 'expected a whole number as id')

export function isNumericId(id: string): boolean {
  return /^[1-9]\d{0,11}$/.test(id)
}

/** A reference's own id can be null where only its name is known. */
export const zName = z
  .object({ id: zNumericId.nullish(), name: zMaybeText })
  .nullish()
  .transform(reference => ({ id: reference?.id ?? '', name: reference?.name ?? '' }))

export const zCompany = z.object({
  id: zNumericId,
  identifier: zMaybeText,
  name: zMaybeText,
} satisfies Described<'CompanyReference'>)

/** ISO 4217, '' where ConnectWise gives none: the identifier is the older field and free text. */
export const zCurrency = z
  .object({
    currencyCode: zMaybeText,
    currencyIdentifier: zMaybeText,
  } satisfies Described<'CurrencyReference'>)
  .nullish()
  .transform(currency => {
    const codes = [currency?.currencyCode ?? '', currency?.currencyIdentifier ?? '']
    return codes.find(code => /^[A-Z]{3}$/.test(code)) ?? ''
  })

/** A product, where the line names one. */
export const zItem = z
  .object({ id: zNumericId.nullish(), identifier: zMaybeText })
  .nullish()
  .transform(item => (item?.id && item.identifier ? { id: item.id, identifier: item.identifier } : null))

export type DocumentKind = 'invoice' | 'credit-memo'

export function kindOf(invoiceType: string): DocumentKind {
  return invoiceType === 'CreditMemo' ? 'credit-memo' : 'invoice'
}
