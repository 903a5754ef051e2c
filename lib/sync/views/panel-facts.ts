import type { RecordFacts } from '../../accounting/export.ts'
import type { LedgerRules } from '../../accounting/options.ts'
import type { CompanyConnection } from '../../accounts/connections.ts'
import { Decimal } from '../../std/decimal.ts'
import { referenceCode } from '../../std/id.ts'
import type { PostingRow } from '../postings/store.ts'
import type { RecordRow } from '../records/store.ts'
import { isSettled, type PostingState } from '../states.ts'
import type { CreditFacts } from './credits.ts'
import type { PaidFacts } from './payments.ts'
import type { ReceiptFacts } from './receipts.ts'
import type { SettlingFacts } from './settling.ts'
import { amountText } from './shown.ts'

/** All that our own rows say of one record. */
export interface Known {
  recordId: string
  companyId: string
  record: RecordRow | null
  document: PostingRow | null
  mark: PostingRow | null
  contact: PostingRow | null
  refused: PostingRow | null
  /** the live journal beside the document, or what takes it out */
  companion: PostingRow | null
  rules: LedgerRules
  connection: CompanyConnection | null
  paid: PaidFacts
  credits: CreditFacts[]
  settlings: SettlingFacts[]
  receipts: ReceiptFacts | null
  requestedBy: string
  version: string
}

export interface Headline {
  number: string
  total: string
  currency: string
  customer: string
  dueDate: string | null
  /** of the batch that somebody else made, '' otherwise */
  foreignBatch: string
}

export interface PostingFacts {
  id: string
  state: PostingState
  live: boolean
  /** something happens by itself now: worth a stream */
  moving: boolean
  requestedBy: string
  updatedAt: string
  postedAt: string | null
  remoteUrl: string
  totalSent: string
  totalThere: string
  /** ConnectWise batch, '' until marked */
  batch: string
  /** why it is marked and not sent, '' otherwise */
  reason: string
  /** it takes the place of a document that is credited for it */
  rebill: boolean
  /** to quote to support */
  reference: string
}

export type ConnectionFacts =
  | { kind: 'connected'; name: string }
  | { kind: 'none' }
  | { kind: 'reconnect'; name: string; reason: string }

export function headlineOf({ record, document }: Known, facts: RecordFacts | null): Headline {
  const total = facts?.total ?? record?.total ?? document?.expectedTotal ?? Decimal.zero
  return {
    number: facts?.number ?? record?.number ?? document?.title ?? '',
    total: amountText(total),
    currency: facts?.currency || record?.currency || document?.currency || '',
    customer: facts?.customer.name ?? record?.customerName ?? '',
    dueDate: facts?.dueDate ?? record?.dueDate ?? null,
    foreignBatch: facts?.batch?.name ?? record?.batchId ?? '',
  }
}

export function postingFacts({ mark, requestedBy }: Known, document: PostingRow): PostingFacts {
  const { expectedTotal, remoteTotal } = document
  return {
    id: document.id,
    state: document.state,
    live: document.live,
    moving: document.live && !isSettled(document.state),
    requestedBy: requestedBy || (document.origin === 'real-time' ? 'real-time sync' : ''),
    updatedAt: document.updatedAt.toISOString(),
    postedAt: document.postedAt?.toISOString() ?? null,
    remoteUrl: document.remoteUrl ?? '',
    totalSent: expectedTotal ? amountText(expectedTotal) : '',
    totalThere: remoteTotal ? amountText(remoteTotal) : '',
    batch:
      document.target === 'psa' ? (document.remoteNumber ?? '') : mark?.live ? (mark.remoteNumber ?? '') : '',
    reason: document.reason,
    rebill: document.operation === 'rebill',
    reference: referenceCode(document.id),
  }
}

export function connectionFacts(connection: CompanyConnection | null): ConnectionFacts {
  if (!connection) return { kind: 'none' }
  const name = connection.organisationName
  return connection.reconnectNeeded === null
    ? { kind: 'connected', name }
    : { kind: 'reconnect', name, reason: connection.reconnectNeeded }
}
