import { z } from 'zod'
import type { Transaction } from '@/app/_session/within.ts'
import type { ListAsk } from '@/lib/mappings/candidates.ts'
import { mappingKinds } from '@/lib/mappings/mappings.ts'
import { catalog } from '@/lib/settings/catalog.ts'
import { readSetting } from '@/lib/settings/settings.ts'

export const zKind = z.enum(mappingKinds)

/** A class is mapped to an option of the category that its segment feeds. */
export async function listAsk(
  tx: Transaction,
  companyId: string,
  kind: z.output<typeof zKind>,
): Promise<ListAsk> {
  const categoryId =
    kind === 'tracking-2'
      ? await readSetting(tx, catalog['segment-2-category'], companyId)
      : kind === 'tracking-3'
        ? await readSetting(tx, catalog['segment-3-category'], companyId)
        : null
  return { companyId, kind, categoryId }
}
