/**
 * Can a text be kept as it is? Postgres takes neither U+0000 nor half of a character that UTF-16 writes in two
 * (https://www.postgresql.org/docs/18/datatype-character.html): the one is refused, the other silently becomes U+FFFD.
 */
export function isKeepable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0')
}

/** What can be kept of it: for what is looked for, never for what is saved. */
export function keepable(text: string): string {
  return text.replaceAll('\0', '').toWellFormed()
}

/** Where in a value there is text that cannot be kept, as keys and indices; null: nowhere. */
export function unkeepableAt(value: unknown, at: readonly string[] = []): readonly string[] | null {
  if (typeof value === 'string') return isKeepable(value) ? null : at
  if (typeof value !== 'object' || value === null) return null
  for (const [name, part] of Object.entries(value)) {
    const found = isKeepable(name) ? unkeepableAt(part, [...at, name]) : at
    if (found !== null) return found
  }
  return null
}
