import Link from 'next/link'
import type { RecordSource } from '@/lib/accounting/record-id.ts'
import type { ListFilter, SyncList } from '@/lib/sync/views/list.ts'

const words: readonly (readonly [RecordSource, string])[] = [
  ['invoice', 'Invoices'],
  ['purchase', 'Procurement'],
]

/** One list for each kind; only one where nothing is bought. */
export function Tabs(props: { list: SyncList; filter: ListFilter; install: string; company: string }) {
  const { list, filter, install, company } = props
  const counts = { ...list.sources, purchase: list.sources.purchase + list.sources.stock }
  if (counts.purchase === 0 && filter.source !== 'purchase') return null
  const at = (source: RecordSource) => {
    const set = { ...(company !== '' && { company }), ...(source === 'purchase' && { kind: source }) }
    return `/${install}/sync?${new URLSearchParams(set)}`
  }
  return (
    <nav className="tabs" aria-label="Kinds of records">
      {words.map(([source, word]) => (
        <Link key={source} href={at(source)} aria-current={filter.source === source ? 'page' : undefined}>
          {word} ({counts[source].toLocaleString('en')})
        </Link>
      ))}
    </nav>
  )
}
