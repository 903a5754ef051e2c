import { recordWords } from '@/app/_ui/record-words.ts'
import type { ListFilter, ListPlace } from '@/lib/sync/views/list.ts'

/** In the address, so that a filtered list is a link; works before any script runs. */
export function Filter(props: { filter: ListFilter; places: ListPlace[]; company: string }) {
  const { filter, places, company } = props
  // A list of all kinds is asked for as that of invoices.
  const source = filter.source || 'invoice'
  return (
    <form className="row" method="get">
      {company !== '' && <input type="hidden" name="company" value={company} />}
      {source !== 'invoice' && <input type="hidden" name="kind" value={source} />}
      <label className="field">
        <span className="muted">Number or {recordWords[source].party.toLowerCase()}</span>
        <input className="input" type="search" name="search" defaultValue={filter.search} />
      </label>
      <label className="field">
        <span className="muted">Up to</span>
        <input className="input" type="date" name="to" defaultValue={filter.to} />
      </label>
      {(places.length > 1 || filter.location !== '') && (
        <label className="field">
          <span className="muted">Location</span>
          <select className="input" name="location" defaultValue={filter.location}>
            <option value="">All locations</option>
            {places.map(place => (
              <option key={place.id} value={place.id}>
                {place.name}
              </option>
            ))}
          </select>
        </label>
      )}
      <label className="field">
        <span className="muted">Show</span>
        <select className="input" name="show" defaultValue={filter.show}>
          <option value="">All</option>
          <option value="held">Held</option>
        </select>
      </label>
      <button type="submit" className="button self-end">
        Filter
      </button>
    </form>
  )
}
