'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { searchCandidates } from '@/lib/mappings/candidates.ts'
import { label } from '@/lib/mappings/suggestions.ts'
import { decide } from './decide.ts'
import { listAsk, zKind } from './list-ask.ts'

const zList = z.object({ companyId: z.uuid(), kind: zKind })

/** The ledger's own list, narrowed by number or name. */
export const search = memberAction(
  zList.extend({ text: z.string().max(100) }),
  'map',
  async (context, input) => {
    const found = await context.inAccount(async tx =>
      searchCandidates(tx, await listAsk(tx, input.companyId, input.kind), input.text, 20),
    )
    return done(found.map(one => ({ id: one.id, label: label(one) })))
  },
)

/** Saves one pick at once; null takes the decision back. What waited for it goes by itself. */
export const pick = memberAction(
  zList.extend({ key: z.string().min(1).max(200), ledgerId: z.string().min(1).max(100).nullable() }),
  'map',
  async ({ member, inAccount }, input) => {
    const actor = { id: member.userId, name: member.name }
    const saved = await inAccount(async tx =>
      decide(tx, await listAsk(tx, input.companyId, input.kind), input, actor),
    )
    return saved === null
      ? refused('gone', 'The ledger no longer offers this one. Pick another.')
      : done(saved)
  },
)

/** Several suggestions that the person has before their eyes. */
export const acceptSuggestions = memberAction(
  zList.extend({
    picks: z
      .array(z.object({ key: z.string(), ledgerId: z.string() }))
      .min(1)
      .max(200),
  }),
  'map',
  async ({ member, inAccount }, input) => {
    const actor = { id: member.userId, name: member.name }
    return inAccount(async tx => {
      const ask = await listAsk(tx, input.companyId, input.kind)
      for (const one of input.picks) await decide(tx, ask, one, actor)
      return done(null)
    })
  },
)
