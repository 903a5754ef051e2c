/** ConnectWise takes addresses of about 2,000 characters (knowledge/connectwise.md §3). */
const longestAddress = 2_000
/** Origin, codebase and path of the longest one used, and the parameters beside `conditions` and `fields`. */
const roomForRest = 240

/** `field in (…)` conditions that name every value, each short enough for one address. */
export function inLists(field: string, literals: readonly string[], fields = ''): string[] {
  const room = longestAddress - roomForRest - encodeURIComponent(`${field} in ()`).length
  const most = room - encodeURIComponent(fields).length
  const lists: string[][] = []
  let length = most
  for (const literal of new Set(literals)) {
    const size = encodeURIComponent(`${literal},`).length
    if (length + size > most) {
      lists.push([])
      length = 0
    }
    lists.at(-1)?.push(literal)
    length += size
  }
  return lists.map(list => `${field} in (${list.join(',')})`)
}

/** A text literal. Without the escapes a quote in a value would begin a condition of its own. */
export function quoted(text: string): string {
  return `"${text.replace(/[\\"]/g, '\\$&')}"`
}
