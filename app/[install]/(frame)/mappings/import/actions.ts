'use server'

import { z } from 'zod'
import { memberAction } from '@/app/_session/action.ts'
import { done, refused } from '@/app/_session/result.ts'
import { csvMost } from '@/lib/mappings/csv.ts'
import { diffOf } from '@/lib/mappings/import.ts'
import { lockForChange } from '@/lib/mappings/mappings.ts'
import { applySet } from '@/lib/mappings/sets.ts'
import { asksOf } from '../list-ask.ts'
import { shownDiff } from './shown.ts'

const zFile = z.object({
  companyId: z.uuid(),
  name: z.string().max(200),
  text: z
    .string()
    .refine(text => Buffer.byteLength(text) <= csvMost, 'The file is larger than 1 MiB. Import it in parts.'),
})

/** What the file would change; nothing is saved. */
export const lookAtFile = memberAction(
  zFile,
  'map',
  async ({ inAccount }, { companyId, text }) => {
    const diff = await inAccount(async tx => diffOf(tx, companyId, await asksOf(tx, companyId), text))
    return typeof diff === 'string' ? refused('file', diff) : done(shownDiff(diff))
  },
  'none',
)

/** All of it or nothing: only what was looked at, only as long as it would change the very same. */
export const applyFile = memberAction(
  zFile.extend({ hash: z.string().max(100) }),
  'map',
  async ({ member, inAccount }, { companyId, text, name: title, hash }) => {
    const actor = { id: member.userId, name: member.name }
    return inAccount(async tx => {
      await lockForChange(tx, companyId)
      const diff = await diffOf(tx, companyId, await asksOf(tx, companyId), text)
      if (typeof diff === 'string') return refused('file', diff)
      if (diff.hash !== hash) return refused('changed', 'Mappings were changed meanwhile. Look at it again.')
      if (diff.refused.length > 0) return refused('file', 'Rows are refused, so nothing was changed.')
      return done(await applySet(tx, { companyId, source: 'import', title, changes: diff.changes, actor }))
    })
  },
)
