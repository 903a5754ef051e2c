import { z } from 'zod'
import type { QuickBooksClient } from './client.ts'
import { zMaybeText, zRef } from './fields.ts'

const zFlag = z
  .boolean()
  .nullish()
  .transform(flag => flag ?? false)

const zPreferences = z
  .object({
    Preferences: z.object({
      AccountingInfoPrefs: z.object({
        ClassTrackingPerTxn: zFlag,
        ClassTrackingPerTxnLine: zFlag,
        TrackDepartments: zFlag,
        BookCloseDate: zMaybeText,
      }),
      CurrencyPrefs: z.object({ HomeCurrency: zRef, MultiCurrencyEnabled: zFlag }),
      TaxPrefs: z.object({ UsingSalesTax: z.boolean().nullish(), PartnerTaxEnabled: zFlag }).nullish(),
    }),
  })
  .transform(({ Preferences: { AccountingInfoPrefs: books, CurrencyPrefs: currency, TaxPrefs: tax } }) => ({
    /** a class a line, one a document, or none */
    classes: books.ClassTrackingPerTxnLine
      ? ('line' as const)
      : books.ClassTrackingPerTxn
        ? ('document' as const)
        : null,
    departments: books.TrackDepartments,
    closedUntil: books.BookCloseDate,
    homeCurrency: currency.HomeCurrency.value,
    multiCurrency: currency.MultiCurrencyEnabled,
    /** off, no line takes a tax code; a company that does not say has it on */
    taxed: tax?.UsingSalesTax ?? true,
    /** the United States' own engine: rates are not ours to know */
    automatedTax: tax?.PartnerTaxEnabled ?? false,
  }))

export type Preferences = z.output<typeof zPreferences>

export function preferencesOf(client: QuickBooksClient): Promise<Preferences> {
  return client.read('preferences', {}, zPreferences)
}
