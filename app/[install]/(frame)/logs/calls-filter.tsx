import type { CallFilter } from '@/lib/activity/calls/calls.ts'

const lists = [
  ['system', 'System', { connectwise: 'ConnectWise', xero: 'Xero', quickbooks: 'QuickBooks' }],
  ['method', 'Method', { GET: 'GET', POST: 'POST', PUT: 'PUT', PATCH: 'PATCH', DELETE: 'DELETE' }],
  [
    'status',
    'Status',
    { '2': '2xx done', '3': '3xx moved', '4': '4xx refused', '5': '5xx failed', none: 'No answer' },
  ],
] as const

/** A form without script: the filter goes into the address. */
export function CallsFilter({ filter, live }: { filter: CallFilter; live: boolean }) {
  return (
    <form className="row items-end" method="get" aria-label="Filter">
      {live && <input type="hidden" name="live" value="1" />}
      {lists.map(([name, label, words]) => (
        <label key={name} className="field">
          <span className="muted">{label}</span>
          <select className="input" name={name} defaultValue={filter[name]}>
            <option value="">All</option>
            {Object.entries(words).map(([value, word]) => (
              <option key={value} value={value}>
                {word}
              </option>
            ))}
          </select>
        </label>
      ))}
      <Text name="record" label="Record or number" value={filter.record} />
      <Text name="path" label="Part of path" value={filter.path} />
      {(['from', 'to'] as const).map(name => (
        <label key={name} className="field">
          <span className="muted">
            {name === 'from' ? 'From' : 'To'} ({filter.zone})
          </span>
          <input className="input" type="datetime-local" name={name} defaultValue={filter[name]} />
        </label>
      ))}
      <button type="submit" className="button">
        Filter
      </button>
    </form>
  )
}

function Text({ name, label, value }: { name: string; label: string; value: string }) {
  return (
    <label className="field">
      <span className="muted">{label}</span>
      <input className="input" type="search" name={name} defaultValue={value} maxLength={200} />
    </label>
  )
}
