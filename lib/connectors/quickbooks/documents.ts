import { z } from 'zod'
import { isSpent, type LedgerDocument } from '../../accounting/document.ts'
import { calendarDate, isCalendarDate } from '../../std/clock.ts'
import { Decimal, sum } from '../../std/decimal.ts'
import { zDecimal, zId } from '../../std/json.ts'
import type { RemoteDocument } from '../write-facts.ts'
import { zMaybeText, zMeta, zRef } from './fields.ts'

type Kind = LedgerDocument['kind']

/** QuickBooks' names for the kinds. They share one shape but for a few fields. Its Purchase is what was paid at once. */
export const wire = {
  invoice: { entity: 'Invoice', page: 'invoice', party: 'CustomerRef' },
  'credit-note': { entity: 'CreditMemo', page: 'creditmemo', party: 'CustomerRef' },
  bill: { entity: 'Bill', page: 'bill', party: 'VendorRef' },
  'vendor-credit': { entity: 'VendorCredit', page: 'vendorcredit', party: 'VendorRef' },
  spend: { entity: 'Purchase', page: 'expense', party: 'EntityRef' },
  receive: { entity: 'Purchase', page: 'creditcardcredit', party: 'EntityRef' },
  journal: { entity: 'JournalEntry', page: 'journal', party: null },
} as const satisfies Record<Kind, object>

export interface Links {
  appUrl: string
}

const prefix = 'Evenbook posting '
const markerIn = /Evenbook posting ([0-9a-z-]{1,60}\.\d{1,9})(?![\w.-])/i

/** The memo for the company's own people, never printed for a customer or vendor; it cannot be searched, so DocNumber finds it. */
export function noteOf(marker: string): string {
  return prefix + marker
}

const shared = {
  Id: zId,
  SyncToken: zMaybeText,
  DocNumber: zMaybeText,
  TxnDate: zMaybeText,
  CurrencyRef: zRef.nullish(),
  PrivateNote: zMaybeText,
  TotalAmt: zDecimal,
  TxnTaxDetail: z.object({ TotalTax: zDecimal.nullish() }).nullish(),
  Balance: zDecimal.nullish(),
  RemainingCredit: zDecimal.nullish(),
  MetaData: zMeta,
}

type Row = z.output<z.ZodObject<typeof shared>> & { partyId: string }

const zSale: z.ZodType<Row> = z
  .object({ ...shared, CustomerRef: zRef })
  .transform(({ CustomerRef, ...row }) => ({ ...row, partyId: CustomerRef.value }))

const zPurchase: z.ZodType<Row> = z
  .object({ ...shared, VendorRef: zRef })
  .transform(({ VendorRef, ...row }) => ({ ...row, partyId: VendorRef.value }))

/** Whom the money went to is told where somebody is named. */
const zSpent: z.ZodType<Row> = z
  .object({ ...shared, EntityRef: zRef.nullish() })
  .transform(({ EntityRef, ...row }) => ({ ...row, partyId: EntityRef?.value ?? '' }))

/** Its own total is always 0 (https://developer.intuit.com, JournalEntry): what its lines debit is added up. */
const zJournal: z.ZodType<Row> = z
  .object({
    ...shared,
    TotalAmt: zDecimal.nullish(),
    Line: z.array(
      z.object({
        Amount: zDecimal.nullish(),
        JournalEntryLineDetail: z.object({ PostingType: z.string() }).nullish(),
      }),
    ),
  })
  .transform(({ Line, ...row }) => ({
    ...row,
    partyId: '',
    TotalAmt: sum(
      Line.flatMap(({ Amount, JournalEntryLineDetail: detail }) =>
        detail?.PostingType === 'Debit' ? (Amount ?? []) : [],
      ),
    ),
  }))

const rows = { CustomerRef: zSale, VendorRef: zPurchase, EntityRef: zSpent }

/** How one document of an answer is read. A company without foreign currencies may leave the currency out. */
export function zDocument(
  kind: Kind,
  { appUrl, homeCurrency }: Links & { homeCurrency: string },
): z.ZodType<RemoteDocument> {
  const { party } = wire[kind]
  const zRow = party === null ? zJournal : rows[party]
  return zRow.transform((row): RemoteDocument => {
    const due = row.Balance ?? row.RemainingCredit ?? null
    return {
      id: row.Id,
      number: row.DocNumber,
      // There is no field for another system's number.
      reference: '',
      date: isCalendarDate(row.TxnDate) ? calendarDate(row.TxnDate) : null,
      contactId: row.partyId,
      total: row.TotalAmt,
      totalTax: row.TxnTaxDetail?.TotalTax ?? Decimal.zero,
      currency: row.CurrencyRef?.value ?? homeCurrency,
      status: statusOf(row, due),
      marker: markerIn.exec(row.PrivateNote)?.[1] ?? '',
      url: `${appUrl}/app/${wire[kind].page}?${new URLSearchParams({ txnId: row.Id })}`,
      updatedAt: row.MetaData.LastUpdatedTime,
      amountDue: due,
      // It does not say itself (reconciled.ts).
      ...(isSpent(kind) && { reconciled: false }),
      version: row.SyncToken,
    }
  })
}

/** No status is told: a voided document keeps its number, comes to nothing and says so in its memo. There are no drafts. */
function statusOf(row: Row, due: Decimal | null): RemoteDocument['status'] {
  if (row.TotalAmt.isZero() && /\bvoid(ed)?\b/i.test(row.PrivateNote)) return 'voided'
  return due?.isZero() && !row.TotalAmt.isZero() ? 'paid' : 'authorised'
}
