'use client'

import { useState } from 'react'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { AskAgain } from '@/app/_ui/ask-again.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import type { ManageReport, RowOutcome } from '@/lib/accounts/manage-install.ts'
import { install, remove } from '../actions.ts'
import { Rows } from './rows.tsx'

const right: ReadonlySet<RowOutcome> = new Set(['there', 'not-listed', 'off'])

const noMore: ReadonlySet<RowOutcome> = new Set(['removed', 'off'])

/** One button. What it did stays on the page, row by row, until the page is left. */
export function Installer({ now, anything }: { now: ManageReport; anything: boolean }) {
  const [done, setDone] = useState<{ what: string; report: ManageReport } | null>(null)
  const report = done?.report ?? now
  const whole = report.rows.every(row => right.has(row.outcome))
  const stands = done ? !done.report.rows.every(row => noMore.has(row.outcome)) : anything
  return (
    <section className="card" aria-label="Evenbook in Manage">
      <p role="status">{done?.what}</p>
      <Rows report={report} />
      <div className="actions">
        {!done && now.rows.some(({ outcome }) => outcome === 'unclear' || outcome === 'refused') && (
          <AskAgain />
        )}
        <ActButton
          action={install}
          input={{}}
          kind={whole && !done ? 'plain' : 'primary'}
          busy="Installing…"
          onDone={value => setDone({ what: 'This is what was done.', report: value })}
        >
          {stands ? 'Check and repair' : 'Install in Manage'}
        </ActButton>
        {stands && (
          <ConfirmStrip
            label="Remove from Manage"
            question="Takes out the rows of this account only. Records, mappings and settings stay."
          >
            <ActButton
              action={remove}
              input={{}}
              kind="danger"
              busy="Removing…"
              onDone={value => setDone({ what: 'This is what was removed.', report: value })}
            >
              Remove now
            </ActButton>
          </ConfirmStrip>
        )}
      </div>
    </section>
  )
}
