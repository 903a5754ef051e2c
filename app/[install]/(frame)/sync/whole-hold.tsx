'use client'

import { useState } from 'react'
import { HoldRecords } from '@/app/_ui/hold.tsx'
import { Kept, ReleaseMany } from '@/app/_ui/release-many.tsx'
import type { HeldSome } from './hold/hold-some.ts'
import { holdWhole, releaseWhole } from './whole/actions.ts'

/** Holds all that the filter leaves; afterwards says how many, and takes back these and no others. */
export function HoldWhole({ input }: { input: Omit<Parameters<typeof releaseWhole>[1], 'since'> }) {
  const [done, setDone] = useState<HeldSome | null>(null)
  if (!done)
    return (
      <HoldRecords
        action={holdWhole}
        input={input}
        label={`Hold all ${input.count.toLocaleString('en')}`}
        question="Nobody sends them while they are held. What needs a fix or is on its way is not held."
        onDone={setDone}
      />
    )
  const { held, kept, since } = done
  const count = held.toLocaleString('en')
  return (
    <>
      <span role="status">{held === 1 ? '1 is held now.' : `${count} are held now.`}</span>
      {kept.length > 0 && <Kept why={kept} more="Nor are" />}
      <ReleaseMany
        action={releaseWhole}
        input={{ ...input, since }}
        label={`Release these ${count}`}
        onDone={() => setDone(null)}
      />
    </>
  )
}
