'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { searchCandidates } from '@/lib/mappings/candidates.ts'
import { applySet, undoSet } from '@/lib/mappings/sets.ts'
import { label } from '@/lib/mappings/suggestions.ts'
import { decide, suggested } from './decide.ts'
import { listAsk, zKind } from './list-ask.ts'

const zList = z.object({ companyId: z.uuid(), kind: zKind })

/** The ledger's own list, narrowed by number or name. Only reads: no code is asked for. */
export const search = memberAction(
  zList.extend({ text: z.string().max(100) }),
  'map',
  async (context, input) => {
    const found = await context.inAccount(async tx =>
      searchCandidates(tx, await listAsk(tx, input.companyId, input.kind), input.text, 20),
    )
    return done(found.map(one => ({ id: one.id, label: label(one) })))
  },
  'none',
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

const zPicks = z
  .array(z.object({ key: z.string().max(200), ledgerId: z.string().max(100) }))
  .min(1)
  .max(200)

/** Several suggestions that the person has before their eyes; those that nobody has decided meanwhile. */
export const acceptSuggestions = memberAction(
  zList.extend({ picks: zPicks }),
  'map',
  async ({ member, inAccount }, input) => {
    const { companyId } = input
    const actor = { id: member.userId, name: member.name }
    return inAccount(async tx => {
      const changes = await suggested(tx, await listAsk(tx, companyId, input.kind), input.picks)
      if (changes.length === 0) return refused('gone', 'Somebody has decided these meanwhile. Reload.')
      return done(await applySet(tx, { companyId, source: 'suggestions', title: '', changes, actor }))
    })
  },
)

/** What was decided together is taken back together, now or much later. */
export const undo = memberAction(
  z.object({ companyId: z.uuid(), setId: z.uuid() }),
  'map',
  async ({ member, inAccount }, input) => {
    const actor = { id: member.userId, name: member.name }
    const undone = await inAccount(tx => undoSet(tx, { ...input, actor }))
    return undone ? done(undone) : refused('gone', 'This was undone already.')
  },
)
