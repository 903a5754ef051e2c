import type { MappingKind } from '../accounting/options.ts'

/** Something of the ledger's that a key may be mapped to. */
export interface Candidate {
  id: string
  code: string
  name: string
}

export interface Suggestion {
  candidate: Candidate
  reason: 'same code' | 'same name'
}

/** How a person recognises it: number and name where both say something. */
export function label({ code, name }: Candidate): string {
  return code === '' || code === name ? name : `${code} ${name}`
}

/**
 * An equal code, else an equal name; only ever one, and never taken by itself: names only suggest (design §1.3). Two that
 * fit alike are no suggestion.
 */
export function suggest(
  key: { kind: MappingKind; psaKey: string; psaName: string; psaCode?: string },
  candidates: readonly Candidate[],
): Suggestion | null {
  const codes = key.kind === 'customer' || key.kind === 'tax' ? [] : codesOf(key)
  const byCode = candidates.filter(candidate => codes.includes(normal(candidate.code)))
  if (byCode.length === 1 && byCode[0]) return { candidate: byCode[0], reason: 'same code' }
  if (byCode.length > 1) return null
  const name = normal(key.psaName)
  const byName = name === '' ? [] : candidates.filter(candidate => normal(candidate.name) === name)
  return byName.length === 1 && byName[0] ? { candidate: byName[0], reason: 'same name' } : null
}

/** The key itself is an id of ConnectWise's for items; for accounts and classes it is the code people see. */
function codesOf(key: { kind: MappingKind; psaKey: string; psaName: string; psaCode?: string }): string[] {
  const codes = key.kind === 'item' ? [key.psaCode ?? '', key.psaName] : [key.psaKey]
  return codes.map(normal).filter(code => code !== '')
}

function normal(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}
