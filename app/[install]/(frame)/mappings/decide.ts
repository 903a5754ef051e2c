import type { Transaction } from '@/app/_session/within.ts'
import { candidateById, type ListAsk } from '@/lib/mappings/candidates.ts'
import { mappingList } from '@/lib/mappings/list.ts'
import { saveMapping } from '@/lib/mappings/mappings.ts'
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
  const psaName = (await mappingList(tx, ask, choice.key)).find(line => line.key === choice.key)?.name ?? ''
  const ledger = found && { id: found.id, name: label(found) }
  await saveMapping(tx, { companyId, kind, psaKey: choice.key, psaName, ledger, actor })
  return ledger ?? { id: null }
}
