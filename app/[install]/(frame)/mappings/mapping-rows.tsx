'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useRef, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { ActButton, troubleText } from '@/app/_ui/act-button.tsx'
import { Combobox } from '@/app/_ui/combobox.tsx'
import { plural } from '@/app/_ui/format.ts'
import { UndoToast } from '@/app/_ui/toast.tsx'
import type { MappingLine } from '@/lib/mappings/list.ts'
import { type Candidate, label } from '@/lib/mappings/suggestions.ts'
import { acceptSuggestions, pick, search, undo } from './actions.ts'

interface Props {
  companyId: string
  kind: MappingLine['kind']
  ledger: string
  mayMap: boolean
  lines: MappingLine[]
  focusKey: string
}

type Chosen = MappingLine['ledger']

type Saved =
  | { key: string; name: string; before: Chosen; after: Chosen }
  /** suggestions accepted together */
  | { setId: string; keys: string[] }

type Suggested = { line: MappingLine; candidate: Candidate }

/** Rows keep their place while somebody works through them; each pick saves at once and can be taken back. */
export function MappingRows(props: Props) {
  const { companyId, kind, mayMap, ledger } = props
  const [keys] = useState(() => props.lines.map(({ key }) => key))
  const lines = inPlace(props.lines, keys)
  const act = useAct()
  const box = useRef<HTMLUListElement>(null)
  const decisions = useDecisions(companyId, kind)
  const { current, trouble, saved } = decisions
  const onPick = (line: MappingLine, after: Chosen) => {
    focusNext(box.current, line.key)
    void decisions.decide(line, after)
  }
  const find = async (text: string) => {
    const result = await act(search, { companyId, kind, text })
    return result.ok ? result.value : []
  }
  const open = lines.flatMap(line =>
    current(line) === null && line.suggestion ? [{ line, candidate: line.suggestion.candidate }] : [],
  )
  return (
    <>
      {mayMap && open.length > 1 && (
        <div className="actions">
          <ActButton
            action={acceptSuggestions}
            input={{
              companyId,
              kind,
              picks: open.map(one => ({ key: one.line.key, ledgerId: one.candidate.id })),
            }}
            kind="primary"
            busy="Saving…"
            onDone={({ setId }) => decisions.accept(setId, open)}
          >
            Accept {open.length} suggestions
          </ActButton>
        </div>
      )}
      <ul ref={box} className="grid">
        {lines.map(line => (
          <Row
            key={line.key}
            line={line}
            current={current(line)}
            focused={line.key === props.focusKey}
            trouble={trouble?.key === line.key ? trouble.message : ''}
            {...{ ledger, mayMap, find }}
            onPick={after => onPick(line, after)}
          />
        ))}
      </ul>
      {saved && <UndoToast text={savedText(saved)} onUndo={decisions.undo} onEnd={decisions.forget} />}
    </>
  )
}

/** The page is read again after each pick, for its counts: what was there first keeps its place. */
function inPlace(lines: readonly MappingLine[], keys: readonly string[]): MappingLine[] {
  const places = new Map(keys.map((key, at) => [key, at]))
  const placeOf = ({ key }: MappingLine) => places.get(key) ?? keys.length
  return lines.toSorted((one, other) => placeOf(one) - placeOf(other))
}

/** Shown at once and taken back when the server refuses; the last one can be undone. */
function useDecisions(companyId: string, kind: MappingLine['kind']) {
  const act = useAct()
  const router = useRouter()
  const [chosen, setChosen] = useState<ReadonlyMap<string, Chosen>>(new Map())
  const [trouble, setTrouble] = useState<{ key: string; message: string } | null>(null)
  const [saved, setSaved] = useState<Saved | null>(null)
  const current = (line: MappingLine) => chosen.get(line.key) ?? (chosen.has(line.key) ? null : line.ledger)
  const show = (entries: (readonly [string, Chosen])[]) => setChosen(known => new Map([...known, ...entries]))

  const choose = async (key: string, before: Chosen, after: Chosen) => {
    setTrouble(null)
    show([[key, after]])
    const result = await act(pick, { companyId, kind, key, ledgerId: after?.id ?? null })
    if (result.ok) {
      router.refresh()
      return true
    }
    show([[key, before]])
    setTrouble({ key, message: troubleText(result.error) })
    return false
  }
  const decide = async (line: MappingLine, after: Chosen) => {
    const before = current(line)
    if (await choose(line.key, before, after)) setSaved({ key: line.key, name: line.name, before, after })
  }
  const accept = (setId: string, list: Suggested[]) => {
    show(list.map(accepted))
    router.refresh()
    setSaved({ setId, keys: list.map(({ line }) => line.key) })
  }
  const takeBack = async ({ setId, keys }: Extract<Saved, { setId: string }>) => {
    const result = await act(undo, { companyId, setId })
    if (result.ok) {
      show(keys.map(key => [key, null] as const))
      router.refresh()
    } else setTrouble({ key: keys[0] ?? '', message: troubleText(result.error) })
  }
  const undoSaved = () => {
    setSaved(null)
    if (saved && 'setId' in saved) void takeBack(saved)
    else if (saved) void choose(saved.key, saved.after, saved.before)
  }
  const forget = useCallback(() => setSaved(null), [])
  return { current, trouble, saved, accept, decide, undo: undoSaved, forget }
}

function accepted({ line, candidate }: Suggested) {
  return [line.key, { id: candidate.id, name: label(candidate) }] as const
}

function savedText(saved: Saved): string {
  if ('setId' in saved)
    return `${plural(saved.keys.length, 'suggestion')} accepted. Records that waited for them go by themselves.`
  const { name, after } = saved
  return after
    ? `${name} → ${after.name}. Records that waited for it go by themselves.`
    : `${name} is not mapped any more.`
}

/** Type, Enter, next missing row. */
function focusNext(list: HTMLUListElement | null, key: string): void {
  const rows = [...(list?.querySelectorAll<HTMLElement>('li[data-key]') ?? [])]
  const after = rows.slice(rows.findIndex(row => row.dataset.key === key) + 1)
  after
    .find(row => row.dataset.missing === 'true')
    ?.querySelector('input')
    ?.focus()
}

function Row(props: {
  line: MappingLine
  current: Chosen
  ledger: string
  mayMap: boolean
  focused: boolean
  trouble: string
  find(text: string): Promise<{ id: string; label: string }[]>
  onPick(after: Chosen): void
}) {
  const { line, current, ledger, onPick } = props
  const gone = line.gone && current?.id === line.ledger?.id
  return (
    <li
      className="setting border-t border-line"
      data-key={line.key}
      data-missing={current === null || gone}
      aria-current={props.focused ? 'true' : undefined}
    >
      <div>
        <strong>{line.name}</strong>
        {line.key !== line.name && line.kind === 'account' && <span className="muted"> {line.key}</span>}
        <div className="foot">
          used by {plural(line.used, 'record')}
          {(current === null || gone) && line.waiting > 0 && `, ${line.waiting} waiting`}
        </div>
      </div>
      <div className="grid gap-1">
        {props.mayMap ? (
          <Combobox
            label={`${ledger} for ${line.name}`}
            value={current?.name ?? ''}
            search={props.find}
            onPick={option => onPick({ id: option.id, name: option.label })}
            focused={props.focused}
          />
        ) : (
          <p>{current?.name ?? 'Not mapped yet'}</p>
        )}
        {gone && <p className="error">{ledger} no longer offers this one. Pick another.</p>}
        {props.trouble !== '' && (
          <p className="error" role="alert">
            {props.trouble}
          </p>
        )}
        {props.mayMap && <Quick {...{ line, current, onPick }} />}
      </div>
    </li>
  )
}

function Quick({
  line,
  current,
  onPick,
}: {
  line: MappingLine
  current: Chosen
  onPick(after: Chosen): void
}) {
  const { suggestion } = line
  if (current)
    return (
      <div>
        <button
          type="button"
          className="button"
          aria-label={`Remove the mapping of ${line.name}`}
          onClick={() => onPick(null)}
        >
          Remove
        </button>
      </div>
    )
  if (!suggestion) return null
  const name = label(suggestion.candidate)
  return (
    <div className="row">
      <span className="muted">
        {name} ({suggestion.reason})
      </span>
      <button
        type="button"
        className="button"
        aria-label={`Accept ${name} for ${line.name}`}
        onClick={() => onPick({ id: suggestion.candidate.id, name })}
      >
        Accept
      </button>
    </div>
  )
}
