'use client'

import './settings.css'
import { useRouter } from 'next/navigation'
import { createContext, type ReactNode, use, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useFrame } from '@/app/_bridge/provider.tsx'
import { type Fault, type Outcome, SaveBar } from './save-bar.tsx'

/** One section of a page with unsaved changes in it. */
export interface Saveable {
  title: string
  /** unsaved changes, 0 = none */
  count: number
  /** its own server action; shows its errors at their fields and names them here */
  save(): Promise<Outcome>
  discard(): void
}

const SaveContext = createContext<((id: string, section: Saveable | null) => void) | null>(null)

/**
 * Around the sections of a page: one bar counts what is unsaved in all of them, Ctrl+S saves each by its own action, and
 * neither Manage nor a link leaves without asking. Nothing is saved by itself.
 */
export function SaveArea({ children }: { children: ReactNode }) {
  const sections = useRef(new Map<string, Saveable>())
  const [count, setCount] = useState(0)
  const [busy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const router = useRouter()

  const report = useCallback((id: string, section: Saveable | null) => {
    if (section) sections.current.set(id, section)
    else sections.current.delete(id)
    const total = [...sections.current.values()].reduce((all, one) => all + one.count, 0)
    setCount(total)
    if (total > 0) setOutcome(before => (before?.kind === 'saved' ? null : before))
  }, [])

  const save = useCallback(async () => {
    const dirty = [...sections.current.values()].filter(section => section.count > 0)
    if (dirty.length === 0) return
    setBusy(true)
    setOutcome(null)
    const outcomes: Outcome[] = []
    for (const section of dirty) outcomes.push(await section.save())
    setBusy(false)
    setOutcome(together(outcomes))
    if (outcomes.some(({ kind }) => kind === 'saved')) router.refresh()
  }, [router])

  const discard = useCallback(() => {
    for (const section of sections.current.values()) section.discard()
    setOutcome(null)
  }, [])

  useSaveKeys(save)
  const { leaving, stay, leave } = useGuard(count > 0)
  useFirstFault(outcome?.faults)
  const context = useMemo(() => report, [report])
  return (
    <SaveContext value={context}>
      <SaveBar {...{ count, busy, outcome, leaving, save, discard, stay, leave }} />
      {children}
    </SaveContext>
  )
}

/** A section's part in the bar of its page. */
export function useSaveable(id: string, section: Saveable): void {
  const report = use(SaveContext)
  if (!report) throw new Error('This section stands outside a SaveArea.')
  const { title, count, save, discard } = section
  useEffect(() => report(id, { title, count, save, discard }), [report, id, title, count, save, discard])
  useEffect(() => () => report(id, null), [report, id])
}

function together(outcomes: Outcome[]): Outcome {
  const bad = outcomes.filter(({ kind }) => kind !== 'saved')
  const troubles = new Set(bad.map(({ trouble }) => trouble).filter(text => text !== ''))
  const faults: Fault[] = bad.flatMap(one => one.faults)
  return bad.length === 0
    ? { kind: 'saved', trouble: '', faults }
    : { kind: 'refused', trouble: [...troubles].join(' '), faults }
}

/** Only after a save that was refused, never while somebody types. */
function useFirstFault(faults: Fault[] | undefined): void {
  useEffect(() => {
    const first = faults?.[0]
    if (first) document.getElementById(first.inputId)?.focus()
  }, [faults])
}

function useSaveKeys(save: () => Promise<void>): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return
      event.preventDefault()
      void save()
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [save])
}

/** Manage asks before it leaves its tab, the browser before it closes ours, and we before a link of ours leads away. */
function useGuard(dirty: boolean) {
  const { hosted } = useFrame()
  const router = useRouter()
  const [leaving, setLeaving] = useState<string | null>(null)
  useEffect(() => hosted?.setDirty(dirty), [hosted, dirty])
  useEffect(() => {
    if (!dirty) return
    const unload = (event: BeforeUnloadEvent) => event.preventDefault()
    const click = (event: MouseEvent) => {
      const link = event.target instanceof Element ? event.target.closest('a[href]') : null
      if (!(link instanceof HTMLAnchorElement) || !leadsAway(link, event)) return
      event.preventDefault()
      event.stopPropagation()
      setLeaving(link.pathname + link.search + link.hash)
    }
    window.addEventListener('beforeunload', unload)
    // On the window and while the click comes down: before the router's own listener.
    window.addEventListener('click', click, true)
    return () => {
      window.removeEventListener('beforeunload', unload)
      window.removeEventListener('click', click, true)
      setLeaving(null)
    }
  }, [dirty])
  const stay = () => setLeaving(null)
  const leave = () => leaving !== null && router.push(leaving)
  return { leaving: leaving !== null, stay, leave }
}

function leadsAway(link: HTMLAnchorElement, event: MouseEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button !== 0) return false
  if (link.target !== '' && link.target !== '_self') return false
  if (link.origin !== location.origin || link.hasAttribute('download')) return false
  return link.pathname !== location.pathname || link.search !== location.search
}
