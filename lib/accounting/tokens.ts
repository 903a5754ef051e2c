const token = /\{([^{}]*)\}/g

/** The text with what the record says for each of its tokens; '' where the record has nothing for one of them. */
export function fillTokens(text: string, values: Readonly<Record<string, string>>): string {
  let lacks = false
  const filled = text.replace(token, (_whole, name: string) => {
    const value = Object.hasOwn(values, name) ? (values[name] ?? '').trim() : ''
    lacks ||= value === ''
    return value
  })
  return lacks ? '' : filled
}

export function hasTokens(text: string): boolean {
  return text.search(token) >= 0
}

/** The first token that is not among those; null where all are known. */
export function unknownTokenOf(format: string, known: readonly string[]): string | null {
  return [...format.matchAll(token)].map(match => match[1] ?? '').find(name => !known.includes(name)) ?? null
}
