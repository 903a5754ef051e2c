import { z } from 'zod'
import type { LedgerDocument } from '../../accounting/document.ts'
import { calendarDate, isCalendarDate } from '../../std/clock.ts'
import { Decimal } from '../../std/decimal.ts'
import { zDecimal, zId } from '../../std/json.ts'
import type { RemoteDocument } from '../write-facts.ts'
import { zMaybeText, zMeta, zRef } from './fields.ts'

type Kind = LedgerDocument['kind']

/** QuickBooks' names for the two kinds. They share one shape but for a few fields. */
export const wire = {
  invoice: { entity: 'Invoice', page: 'invoice' },
  'credit-note': { entity: 'CreditMemo', page: 'creditmemo' },
} as const satisfies Record<Kind, object>

export interface Links {
  appUrl: string
}

const prefix = 'Evenbook posting '
const markerIn = /Evenbook posting ([0-9a-z-]{1,60}\.\d{1,9})(?![\w.-])/i

/** The memo for the company's own people, never printed for the customer; it cannot be searched, so DocNumber finds it. */
export function noteOf(marker: string): string {
  return prefix + marker
}

const zDocumentRow = z.object({
  Id: zId,
  SyncToken: zMaybeText,
  DocNumber: zMaybeText,
  TxnDate: zMaybeText,
  CustomerRef: zRef,
  CurrencyRef: zRef.nullish(),
  PrivateNote: zMaybeText,
  TotalAmt: zDecimal,
  TxnTaxDetail: z.object({ TotalTax: zDecimal.nullish() }).nullish(),
  Balance: zDecimal.nullish(),
  RemainingCredit: zDecimal.nullish(),
  MetaData: zMeta,
})

/** How one document of an answer is read. A company without foreign currencies may leave the currency out. */
export function zDocument(
  kind: Kind,
  { appUrl, homeCurrency }: Links & { homeCurrency: string },
): z.ZodType<RemoteDocument> {
  return zDocumentRow.transform((row): RemoteDocument => {
    const due = row.Balance ?? row.RemainingCredit ?? null
    return {
      id: row.Id,
      number: row.DocNumber,
      // Sales have no field for another system's number here.
      reference: '',
      date: isCalendarDate(row.TxnDate) ? calendarDate(row.TxnDate) : null,
      contactId: row.CustomerRef.value,
      total: row.TotalAmt,
      totalTax: row.TxnTaxDetail?.TotalTax ?? Decimal.zero,
      currency: row.CurrencyRef?.value ?? homeCurrency,
      status: statusOf(row, due),
      marker: markerIn.exec(row.PrivateNote)?.[1] ?? '',
      url: `${appUrl}/app/${wire[kind].page}?${new URLSearchParams({ txnId: row.Id })}`,
      updatedAt: row.MetaData.LastUpdatedTime,
      amountDue: due,
      version: row.SyncToken,
    }
  })
}

/** No status is told: a voided document keeps its number, comes to nothing and says so in its memo. There are no drafts. */
function statusOf(row: z.output<typeof zDocumentRow>, due: Decimal | null): RemoteDocument['status'] {
  if (row.TotalAmt.isZero() && /\bvoid(ed)?\b/i.test(row.PrivateNote)) return 'voided'
  return due?.isZero() && !row.TotalAmt.isZero() ? 'paid' : 'authorised'
}
