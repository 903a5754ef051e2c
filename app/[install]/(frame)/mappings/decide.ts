import type { Transaction } from '@/app/_session/within.ts'
import { candidateById, type ListAsk } from '@/lib/mappings/candidates.ts'
import { keyName, mappingList } from '@/lib/mappings/list.ts'
import { lockForChange, saveMapping } from '@/lib/mappings/mappings.ts'
import type { Change } from '@/lib/mappings/sets.ts'
import { label } from '@/lib/mappings/suggestions.ts'

/** Of the browser only ids are taken; both names come from our own lists. Null: the ledger does not offer it. */
export async function decide(
  tx: Transaction,
  ask: ListAsk,
  choice: { key: string; ledgerId: string | null },
  actor: { id: string; name: string },
): Promise<{ id: string; name: string } | { id: null } | null> {
  const found = choice.ledgerId === null ? null : await candidateById(tx, ask, choice.ledgerId)
  if (choice.ledgerId !== null && !found) return null
  const { companyId, kind } = ask
  const psaName = await keyName(tx, ask, choice.key)
  const ledger = found && { id: found.id, name: label(found) }
  await saveMapping(tx, { companyId, kind, psaKey: choice.key, psaName, ledger, actor })
  return ledger ?? { id: null }
}

/** Of these picks those that are suggested still, by our own list. */
export async function suggested(
  tx: Transaction,
  ask: ListAsk,
  picks: readonly { key: string; ledgerId: string }[],
): Promise<Change[]> {
  await lockForChange(tx, ask.companyId)
  const wanted = new Map(picks.map(one => [one.key, one.ledgerId]))
  const lines = await mappingList(tx, ask, null)
  return lines.flatMap(({ key, name, suggestion }) => {
    if (!suggestion || wanted.get(key) !== suggestion.candidate.id) return []
    const after = { id: suggestion.candidate.id, name: label(suggestion.candidate) }
    return [{ kind: ask.kind, key, name, before: null, after }]
  })
}
