'use client'

import { ActButton } from '@/app/_ui/act-button.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { SetLine } from '@/lib/mappings/sets.ts'
import { undo } from './actions.ts'

const words: Readonly<Record<SetLine['source'], string>> = {
  import: 'Import',
  suggestions: 'Suggestions accepted',
  'wise-sync': 'Taken over from Wise-Sync',
}

/** Decisions that were taken together, each to be taken back together, however late. */
export function RecentSets(props: { companyId: string; mayMap: boolean; sets: SetLine[] }) {
  const { companyId, mayMap, sets } = props
  if (sets.length === 0) return null
  return (
    <section aria-label="Changed together">
      <h2 className="section-head">Changed together</h2>
      <ul className="grid">
        {sets.map(set => (
          <li key={set.id} className="row border-t border-line py-2">
            <span>
              {words[set.source]}
              {set.title !== '' && ` of ${set.title}`}: {set.added} added, {set.changed} changed,{' '}
              {set.removed} removed, by {set.by} <TimeText at={set.at} />
            </span>
            {set.undoneBy !== null ? (
              <span className="muted">undone by {set.undoneBy}</span>
            ) : (
              mayMap && (
                <ActButton action={undo} input={{ companyId, setId: set.id }} busy="Undoing…">
                  Undo<span className="sr-only"> {words[set.source]}</span>
                </ActButton>
              )
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
