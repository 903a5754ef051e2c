export type Indexes<Row> = Record<string, (row: Row) => string | undefined>

/** Rows by id, with look-ups that follow every put and delete. */
export function createRows<Row extends { id: string }>(indexes: Indexes<Row>) {
  let rows = new Map<string, Row>()
  const entries = Object.entries(indexes)
  let lookup = new Map<string, Map<string, Row>>()

  function file(row: Row, previous: Row | undefined) {
    for (const [index, keyOf] of entries) {
      const before = previous && keyOf(previous)
      const key = keyOf(row)
      if (before !== undefined && before !== key) lookup.get(`${index}\n${before}`)?.delete(row.id)
      if (key === undefined) continue
      const place = `${index}\n${key}`
      const bucket = lookup.get(place) ?? new Map<string, Row>()
      lookup.set(place, bucket.set(row.id, row))
    }
  }

  return {
    get: (id: string) => rows.get(id),
    all: () => [...rows.values()],
    by: (index: string, key: string) => [...(lookup.get(`${index}\n${key}`)?.values() ?? [])],
    size: () => rows.size,
    rows: (): [string, unknown][] => [...rows],
    put(row: Row) {
      file(row, rows.get(row.id))
      rows.set(row.id, row)
    },
    delete(id: string) {
      const row = rows.get(id)
      if (!row) return
      for (const [index, keyOf] of entries) lookup.get(`${index}\n${keyOf(row)}`)?.delete(id)
      rows.delete(id)
    },
    copy() {
      const kept = new Map(rows)
      return () => {
        rows = new Map(kept)
        lookup = new Map()
        for (const row of rows.values()) file(row, undefined)
      }
    },
  }
}
