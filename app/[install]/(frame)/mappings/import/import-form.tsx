'use client'

import { useRouter } from 'next/navigation'
import { useId, useRef, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { ActButton, troubleText } from '@/app/_ui/act-button.tsx'
import { plural } from '@/app/_ui/format.ts'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import { undo } from '../actions.ts'
import { applyFile, lookAtFile } from './actions.ts'
import { Diff } from './diff.tsx'
import type { ShownDiff } from './shown.ts'

interface File {
  name: string
  text: string
}

type Seen = { file: File; diff: ShownDiff }

const sizeMost = 1_048_576

/** Choose, look, apply; a file that is refused says why beside its field. */
export function ImportForm({ companyId, back }: { install: string; companyId: string; back: string }) {
  const id = useId()
  const hydrated = useHydrated()
  const input = useRef<HTMLInputElement>(null)
  const act = useAct()
  const [seen, setSeen] = useState<Seen | null>(null)
  const [state, setState] = useState({ busy: false, trouble: '' })
  const [applied, setApplied] = useState<{ setId: string; count: number } | null>(null)

  const look = async () => {
    setApplied(null)
    setSeen(null)
    const file = await fileOf(input.current)
    if (typeof file === 'string') return setState({ busy: false, trouble: file })
    setState({ busy: true, trouble: '' })
    const result = await act(lookAtFile, { companyId, ...file })
    setState({ busy: false, trouble: result.ok ? '' : troubleText(result.error) })
    if (result.ok) setSeen({ file, diff: result.value })
  }
  return (
    <>
      <label htmlFor={id}>CSV file, at most 1 MiB</label>
      <input
        id={id}
        ref={input}
        type="file"
        accept=".csv,text/csv,text/plain"
        className="input"
        disabled={!hydrated}
        aria-invalid={state.trouble !== ''}
        aria-describedby={state.trouble === '' ? undefined : `${id}error`}
        onChange={() => void look()}
      />
      {state.busy && <p role="status">Reading…</p>}
      {state.trouble !== '' && (
        <p id={`${id}error`} className="error" role="alert">
          {state.trouble}
        </p>
      )}
      {seen && !applied && (
        <Look
          {...{ companyId, seen, back }}
          onApplied={setId => setApplied({ setId, count: changesOf(seen.diff) })}
        />
      )}
      {applied && <Applied {...{ companyId, back }} {...applied} />}
    </>
  )
}

function Look(props: { companyId: string; seen: Seen; back: string; onApplied(setId: string): void }) {
  const { companyId, seen } = props
  const { diff, file } = seen
  const count = changesOf(diff)
  return (
    <section className="grid gap-2" aria-label="What it would change">
      <p role="status">
        <strong>
          {diff.added} added, {diff.changed} changed, {diff.removed} removed
        </strong>
        , {diff.unchanged} as they are
        {diff.refusedCount > 0 && `, ${plural(diff.refusedCount, 'row')} refused`}.
      </p>
      {diff.ignored.length > 0 && (
        <p className="muted">
          These columns mean nothing here and are left alone: {diff.ignored.join(', ')}.
        </p>
      )}
      {diff.refusedCount > 0 && (
        <p className="message" data-tone="bad">
          Nothing can be applied while a row is refused. Mend or delete it in the file and choose it again.
        </p>
      )}
      {diff.refusedCount === 0 && count > 0 && (
        <div className="actions">
          <ActButton
            action={applyFile}
            input={{ companyId, ...file, hash: diff.hash }}
            kind="primary"
            busy="Saving…"
            onDone={({ setId }) => props.onApplied(setId)}
          >
            Apply {plural(count, 'change')}
          </ActButton>
        </div>
      )}
      <Diff diff={diff} />
    </section>
  )
}

function Applied(props: { companyId: string; back: string; setId: string; count: number }) {
  const router = useRouter()
  const { companyId, setId, count, back } = props
  return (
    <div className="message" data-tone="ok">
      <p role="status">{plural(count, 'change')} saved. Records that waited for them go by themselves.</p>
      <div className="actions">
        <ActButton
          action={undo}
          input={{ companyId, setId }}
          busy="Undoing…"
          onDone={() => router.push(back)}
        >
          Undo the import
        </ActButton>
        <button type="button" className="button" onClick={() => router.push(back)}>
          Go to the mappings
        </button>
      </div>
    </div>
  )
}

function changesOf(diff: ShownDiff): number {
  return diff.added + diff.changed + diff.removed
}

/** UTF-8, or UTF-16 as Excel's “Unicode text”; a text says why it cannot be read. */
async function fileOf(input: HTMLInputElement | null): Promise<File | string> {
  const file = input?.files?.[0]
  if (!file) return 'Choose a file.'
  if (file.size > sizeMost) return 'The file is larger than 1 MiB. Import it in parts.'
  const bytes = new Uint8Array(await file.arrayBuffer())
  const wide = bytes[0] === 0xff && bytes[1] === 0xfe
  try {
    const text = new TextDecoder(wide ? 'utf-16le' : 'utf-8', { fatal: true }).decode(bytes)
    return { name: file.name.slice(0, 200), text }
  } catch {
    return 'The file is not UTF-8 text. Save it as “CSV UTF-8” and try again.'
  }
}
