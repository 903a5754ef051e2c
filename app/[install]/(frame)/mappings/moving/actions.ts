'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { lockForChange } from '@/lib/mappings/mappings.ts'
import { movingParts } from '@/lib/mappings/moving.ts'
import { applySet } from '@/lib/mappings/sets.ts'
import { movingAsks } from '../list-ask.ts'

/** All exact matches that are still undecided; asked a second time there are none. */
export const takeExact = memberAction(
  z.object({ companyId: z.uuid() }),
  'map',
  async ({ member, inAccount }, { companyId }) => {
    const actor = { id: member.userId, name: member.name }
    return inAccount(async tx => {
      await lockForChange(tx, companyId)
      const parts = await movingParts(tx, companyId, await movingAsks(tx, companyId))
      const changes = parts.flatMap(part => part.exact)
      if (changes.length === 0) return refused('nothing', 'All that matches exactly is mapped already.')
      return done(await applySet(tx, { companyId, source: 'wise-sync', title: '', changes, actor }))
    })
  },
)
