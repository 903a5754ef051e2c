import { ledgerOf } from '../../accounts/connections.ts'
import { ledgerName } from '../../accounts/ledgers.ts'
import { ConnectorError, type Ledger } from '../../connectors/ports.ts'
import type { RemoteDocument } from '../../connectors/write-facts.ts'
import type { Decimal } from '../../std/decimal.ts'
import { hashOf } from '../../std/id.ts'
import { troubleText } from './trouble.ts'

/** What is to be looked for: by the ledger's own id what was sent from here, by its number what was not. */
export interface LedgerAsk {
  recordId: string
  kind: 'invoice' | 'credit-note'
  id: string | null
  number: string
  total: Decimal
}

export interface InLedger {
  /** by record; what is not in the ledger is not in it */
  documents: ReadonlyMap<string, RemoteDocument>
  /** why the ledger could not be asked, '' when it was */
  trouble: string
}

/** As the ledger has them now, in a few calls however many are asked for. */
export async function inLedger(
  accountId: string,
  companyId: string,
  asked: readonly LedgerAsk[],
): Promise<InLedger> {
  const nothing = new Map<string, RemoteDocument>()
  const ledger = await ledgerOf(accountId, companyId)
  if ('kind' in ledger) return { documents: nothing, trouble: noLedger[ledger.kind] }
  if (asked.length === 0) return { documents: nothing, trouble: '' }
  try {
    return { documents: await recent(ledger, asked), trouble: '' }
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return { documents: nothing, trouble: troubleText(error) ?? ledgerName(ledger.system) }
  }
}

const noLedger = {
  'not-connected': 'No ledger is connected, so there is nothing to compare with.',
  'reconnect-needed': 'The ledger no longer accepts our connection. Reconnect it on the Companies page.',
} as const

const freshMs = 30_000
const keptMost = 50
const known = new WeakMap<
  Ledger,
  Map<string, { at: number; documents: Promise<Map<string, RemoteDocument>> }>
>()

/** A screen that is drawn anew at every turn does not use up the ledger's calls. */
async function recent(ledger: Ledger, asked: readonly LedgerAsk[]): Promise<Map<string, RemoteDocument>> {
  const answers = known.get(ledger) ?? new Map()
  known.set(ledger, answers)
  const key = hashOf(asked.map(({ recordId, kind, id, number }) => [recordId, kind, id, number]))
  const last = answers.get(key)
  if (last && performance.now() - last.at < freshMs) return last.documents
  if (answers.size >= keptMost) answers.clear()
  const documents = readAll(ledger, asked)
  answers.set(key, { at: performance.now(), documents })
  // What failed is asked again the next time.
  documents.catch(() => answers.delete(key))
  return documents
}

async function readAll(ledger: Ledger, asked: readonly LedgerAsk[]): Promise<Map<string, RemoteDocument>> {
  const kinds = ['invoice', 'credit-note'] as const
  const read = await Promise.all(
    kinds.map(kind =>
      ofKind(
        ledger,
        kind,
        asked.filter(one => one.kind === kind),
      ),
    ),
  )
  return new Map(read.flat())
}

async function ofKind(
  ledger: Ledger,
  kind: LedgerAsk['kind'],
  asked: readonly LedgerAsk[],
): Promise<[string, RemoteDocument][]> {
  const ids = asked.flatMap(({ id }) => id ?? [])
  const unsent = asked.filter(({ id, number }) => id === null && number !== '')
  const [own, numbered] = await Promise.all([
    ids.length === 0 ? [] : ledger.documentsById(kind, ids),
    unsent.length === 0
      ? []
      : ledger.findDocuments(
          kind,
          unsent.map(({ number }) => number),
        ),
  ])
  const byId = new Map(own.map(document => [document.id, document]))
  const byNumber = Map.groupBy(numbered, document => document.number)
  return asked.flatMap((one): [string, RemoteDocument][] => {
    const found = one.id === null ? theOne(byNumber.get(one.number) ?? [], one.total) : byId.get(one.id)
    return found ? [[one.recordId, found]] : []
  })
}

/** A number that stands several times is that of the one with the record's total, or of none. */
function theOne(documents: readonly RemoteDocument[], total: Decimal): RemoteDocument | undefined {
  const [only, ...more] = documents
  return more.length === 0 ? only : documents.find(document => document.total.equals(total))
}
