import type { ImportDiff } from '@/lib/mappings/import.ts'
import { counts } from '@/lib/mappings/sets.ts'

const most = 200

/** What a screen shows of a diff: every count, and the first rows of each sort. */
export interface ShownDiff {
  hash: string
  added: number
  changed: number
  removed: number
  refusedCount: number
  unchanged: number
  ignored: string[]
  changes: ImportDiff['changes']
  refused: ImportDiff['refused']
}

export function shownDiff(diff: ImportDiff): ShownDiff {
  const { hash, unchanged, ignored, changes, refused } = diff
  return {
    ...{ hash, unchanged, ignored },
    ...counts(changes),
    refusedCount: refused.length,
    changes: changes.slice(0, most),
    refused: refused.slice(0, most),
  }
}
