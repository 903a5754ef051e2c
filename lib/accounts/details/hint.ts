import type { Secret } from '../../std/secret.ts'

const leastCharacters = 12

/** The last four characters: what may be shown of a key. Of a short one they would be too much of it. */
export function hintOf(secret: Secret): string {
  const text = secret.reveal()
  return text.length < leastCharacters ? '' : text.slice(-4)
}
