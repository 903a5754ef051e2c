import { dayText } from '@/app/_ui/address.ts'
import { recordSources } from '@/lib/accounting/record-id.ts'
import type { ListFilter } from '@/lib/sync/views/list.ts'

/** The filter stands in the address: a filtered list is a link, and its CSV has the same rows. */
export function filterOf(companyId: string, text: (name: string) => string): ListFilter {
  return {
    companyId,
    search: text('search'),
    to: dayText(text('to')),
    show: text('show') === 'held' ? 'held' : '',
    location: text('location'),
    source: recordSources.find(source => source === text('kind')) ?? 'invoice',
  }
}

/** What of it stands in an address: only what is set. */
export function addressOf(filter: ListFilter, more: Record<string, string> = {}): string {
  const { search, to, show, location, source } = filter
  const kind = source === 'invoice' ? '' : source
  const set = Object.entries({ kind, search, to, show, location, ...more }).filter(
    ([, value]) => value !== '',
  )
  return String(new URLSearchParams(set))
}

export function isFiltered({ search, to, show, location }: ListFilter): boolean {
  return search !== '' || to !== '' || show !== '' || location !== ''
}
