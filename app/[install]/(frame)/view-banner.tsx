'use client'

import '@/app/_ui/kit.css'
import { endView } from '@/app/_session/viewing.ts'
import { ActButton } from '@/app/_ui/act-button.tsx'

/** On every page, pods too: whose eyes these are, and the way back. */
export function ViewBanner({ name }: { name: string }) {
  return (
    <div className="message row view-as" data-tone="warn" role="note" aria-label="View as">
      <span>{`You see Evenbook as ${name} does. Nothing can be changed.`}</span>
      <ActButton action={endView} input={{}} busy="Stopping…" onDone={() => location.reload()}>
        Stop
      </ActButton>
    </div>
  )
}
