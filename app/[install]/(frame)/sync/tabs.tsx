import Link from 'next/link'
import { recordWords } from '@/app/_ui/record-words.ts'
import type { RecordSource } from '@/lib/accounting/record-id.ts'
import type { ListFilter, SyncList } from '@/lib/sync/views/list.ts'

/** Stock that was counted or moved stands with what was bought. */
const tabs = ['invoice', 'purchase', 'expense'] as const satisfies readonly RecordSource[]

/** One list for each kind; only one where nothing else is on any. */
export function Tabs(props: { list: SyncList; filter: ListFilter; install: string; company: string }) {
  const { list, filter, install, company } = props
  const { stock, ...counts } = list.sources
  counts.purchase += stock
  const shown = tabs.filter(source => source === 'invoice' || source === filter.source || counts[source] > 0)
  if (shown.length === 1) return null
  const at = (source: RecordSource) => {
    const set = { ...(company !== '' && { company }), ...(source !== 'invoice' && { kind: source }) }
    return `/${install}/sync?${new URLSearchParams(set)}`
  }
  return (
    <nav className="tabs" aria-label="Kinds of records">
      {shown.map(source => (
        <Link key={source} href={at(source)} aria-current={filter.source === source ? 'page' : undefined}>
          {recordWords[source].tab} ({counts[source].toLocaleString('en')})
        </Link>
      ))}
    </nav>
  )
}
