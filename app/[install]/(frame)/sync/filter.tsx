/** In the address, so that a filtered list is a link; works before any script runs. */
export function Filter({ search, to, company }: { search: string; to: string; company: string }) {
  return (
    <form className="row" method="get">
      {company !== '' && <input type="hidden" name="company" value={company} />}
      <label className="field">
        <span className="muted">Number or customer</span>
        <input className="input" type="search" name="search" defaultValue={search} />
      </label>
      <label className="field">
        <span className="muted">Up to</span>
        <input className="input" type="date" name="to" defaultValue={to} />
      </label>
      <button type="submit" className="button self-end">
        Filter
      </button>
    </form>
  )
}
