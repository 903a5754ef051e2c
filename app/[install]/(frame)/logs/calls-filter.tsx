import type { CallFilter } from '@/lib/activity/calls/calls.ts'
import { FilterForm, FilterList, FilterSpan, FilterText } from './filter-fields.tsx'

const lists = [
  ['system', 'System', { connectwise: 'ConnectWise', xero: 'Xero', quickbooks: 'QuickBooks' }],
  ['method', 'Method', { GET: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' }],
  [
    'status',
    'Status',
    { '2': '2xx done', '3': '3xx moved', '4': '4xx refused', '5': '5xx failed', none: 'No answer' },
  ],
] as const

export function CallsFilter({ filter, live }: { filter: CallFilter; live: boolean }) {
  return (
    <FilterForm>
      {live && <input type="hidden" name="live" value="1" />}
      {lists.map(([name, label, words]) => (
        <FilterList key={name} {...{ name, label, words }} value={filter[name]} />
      ))}
      <FilterText name="record" label="Record or number" value={filter.record} />
      <FilterText name="path" label="Part of path" value={filter.path} />
      <FilterSpan filter={filter} />
    </FilterForm>
  )
}
