import type { MappingKind } from '../accounting/options.ts'
import { termRule, termText, termWords } from '../accounting/term-rule.ts'

/** Something of the ledger's that a key may be mapped to. */
export interface Candidate {
  id: string
  code: string
  name: string
  /** of contacts: where they are written to, and the number the books have of them */
  email?: string
  number?: string
}

export interface Suggestion {
  candidate: Candidate
  reason: 'same code' | 'same number' | 'same name' | 'same e-mail' | 'its cross reference'
}

/** A key of ConnectWise's as suggestions are looked for. */
export interface Suggestible {
  psaKey: string
  psaName: string
  psaCode?: string
  number?: string
  email?: string
  xref?: string
}

/** How a person recognises it: number and name where both say something. */
export function label({ code, name }: Candidate): string {
  return code === '' || code === name ? name : `${code} ${name}`
}

/**
 * An equal code or number, else an equal name, else an equal address; only ever one, and never taken by itself: names only suggest
 * (design §1.3). Two that fit alike are no suggestion. Made once for a list, which may be ten thousand long.
 */
export function suggester(kind: MappingKind, candidates: readonly Candidate[]) {
  const by = (of: (one: Candidate) => string) =>
    Map.groupBy(
      candidates.filter(one => normal(of(one)) !== ''),
      one => normal(of(one)),
    )
  const [codes, numbers] = [by(one => one.code), by(one => one.number ?? '')]
  const [names, emails] = [by(one => one.name), by(one => one.email ?? '')]
  return (key: Suggestible): Suggestion | null => {
    if (kind === 'term') return fromReference(key.xref ?? '')
    const found = (list: typeof codes, texts: string[]) => texts.flatMap(text => list.get(normal(text)) ?? [])
    const tries = [
      ['same code', found(codes, coded.has(kind) ? codesOf(kind, key) : [])],
      ['same number', found(numbers, [key.number ?? ''])],
      ['same name', found(names, [key.psaName])],
      ['same e-mail', found(emails, [key.email ?? ''])],
    ] as const
    const first = tries.find(([, list]) => list.length > 0)
    if (!first) return null
    const [reason, list] = first
    const one = list[0]
    return one && new Set(list.map(({ id }) => id)).size === 1 ? { candidate: one, reason } : null
  }
}

export function suggest(
  key: Suggestible & { kind: MappingKind },
  candidates: readonly Candidate[],
): Suggestion | null {
  return suggester(key.kind, candidates)(key)
}

function fromReference(xref: string): Suggestion | null {
  const rule = termRule(xref)
  if (!rule) return null
  const candidate = { id: termText(rule), code: '', name: termWords(rule) }
  return { candidate, reason: 'its cross reference' }
}

/** Kinds whose number in the ledger is one that people read. */
const coded: ReadonlySet<MappingKind> = new Set<MappingKind>(['account', 'item', 'tracking-2', 'tracking-3'])

/** The key itself is an id of ConnectWise's for items; for accounts and classes it is the code people see. */
function codesOf(kind: MappingKind, key: Suggestible): string[] {
  return kind === 'item' ? [key.psaCode ?? '', key.psaName] : [key.psaKey]
}

function normal(text: string): string {
  return text.trim().toLowerCase().replace(/\s+/g, ' ')
}
