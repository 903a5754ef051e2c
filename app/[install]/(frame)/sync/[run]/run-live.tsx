'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { formatSpan, plural } from '@/app/_ui/format.ts'
import { openStream } from '@/app/_ui/stream.ts'
import type { RunProgress } from '@/lib/sync/views/views.ts'
import { retryFailed, stop } from '../actions.ts'
import { takeBackRun, tryAgain } from '../already/actions.ts'

type Progress = RunProgress & { settled: boolean }

interface Props {
  install: string
  runId: string
  ledger: string
  maySend: boolean
  stopped: boolean
  kind: string
  start: Progress
}

/** What has become of one that is done, and of one that was not begun. */
const words: Readonly<Record<string, readonly [done: string, left: string]>> = {
  mark: ['marked in ConnectWise', 'not marked'],
  unmark: ['taken back', 'still marked'],
}

/** Bar, counts and times from the stream; the rows below are drawn anew at most once a second. */
export function RunLive({ install, runId, ledger, maySend, stopped, kind, start }: Props) {
  const { progress, paused } = useRun(`/${install}/api/progress?run=${runId}`, start)
  const over = progress.total - progress.left
  const [done, left] = words[kind] ?? [`in ${ledger}`, 'not sent']
  return (
    <section className="card" aria-label="Progress">
      <progress
        className="bar"
        max={Math.max(1, progress.total)}
        value={over}
        aria-label={`${over} of ${progress.total}`}
      />
      <p role="status">
        <strong>
          {progress.collecting
            ? `Reading ConnectWise’s list: ${plural(progress.total, 'invoice')} so far`
            : `${over.toLocaleString('en')} of ${progress.total.toLocaleString('en')}`}
        </strong>{' '}
        · ✓ {progress.done} {done} · ! {progress.check} to check · ✕ {progress.fix} need a fix
        {progress.stopped > 0 && ` · ${progress.stopped} ${left}`}
      </p>
      <Times progress={progress} />
      {paused && (
        <p className="muted" role="status">
          Live updates paused; the page asks every two seconds.
        </p>
      )}
      {maySend && <Buttons {...{ install, runId, stopped, kind, progress }} />}
    </section>
  )
}

function Buttons(props: Pick<Props, 'install' | 'runId' | 'stopped' | 'kind'> & { progress: Progress }) {
  const { install, runId, stopped, kind, progress } = props
  const router = useRouter()
  const marks = kind === 'mark' || kind === 'unmark'
  return (
    <div className="actions">
      {!progress.settled && !stopped && (
        <ActButton action={stop} input={{ runId }} busy="Stopping…">
          Stop after current
        </ActButton>
      )}
      {progress.settled && kind === 'mark' && progress.done > 0 && (
        <ActButton
          action={takeBackRun}
          input={{ runId }}
          busy="Asking…"
          onDone={next => router.push(`/${install}/sync/${next.runId}`)}
        >
          Take all {progress.done} back
        </ActButton>
      )}
      {progress.settled && progress.fix > 0 && (
        <ActButton
          action={marks ? tryAgain : retryFailed}
          input={{ runId }}
          kind="primary"
          busy="Starting…"
          onDone={next => router.push(`/${install}/sync/${next.runId}`)}
        >
          Retry {progress.fix} failed
        </ActButton>
      )}
    </div>
  )
}

function Times({ progress }: { progress: Progress }) {
  const [now, setNow] = useState(0)
  const heard = useRef({ elapsedMs: progress.elapsedMs, at: 0 })
  useEffect(() => {
    heard.current = { elapsedMs: progress.elapsedMs, at: performance.now() }
    setNow(performance.now())
    if (progress.settled) return
    const timer = setInterval(() => setNow(performance.now()), 1_000)
    return () => clearInterval(timer)
  }, [progress.elapsedMs, progress.settled])
  const elapsed = heard.current.elapsedMs + (progress.settled ? 0 : Math.max(0, now - heard.current.at))
  const over = progress.total - progress.left
  // A guess is worth showing once there is something to guess from.
  const guess = !progress.settled && !progress.collecting && elapsed > 10_000 && over * 20 > progress.total
  return (
    <p className="muted">
      {progress.settled ? 'Took' : 'Running for'} {formatSpan(elapsed)}
      {guess && ` · about ${formatSpan((elapsed / over) * progress.left)} left`}
      {progress.current !== '' && !progress.settled && ` · now ${progress.current}`}
    </p>
  )
}

function useRun(address: string, start: Progress): { progress: Progress; paused: boolean } {
  const router = useRouter()
  const [heard, setHeard] = useState<Progress | null>(null)
  const [paused, setPaused] = useState(false)
  const { settled } = start

  useEffect(() => {
    if (settled) return
    let refresh: ReturnType<typeof setTimeout> | undefined
    let poll: ReturnType<typeof setInterval> | undefined
    const soon = () => {
      refresh ??= setTimeout(() => {
        refresh = undefined
        router.refresh()
      }, 1_000)
    }
    const close = openStream(address, {
      event: (_version, data) => {
        if (isProgress(data)) setHeard({ ...data, settled: false })
        soon()
      },
      end: () => {
        setHeard(null)
        router.refresh()
      },
      lost: () => {
        setPaused(true)
        poll = setInterval(() => router.refresh(), 2_000)
      },
    })
    return () => {
      close()
      clearTimeout(refresh)
      clearInterval(poll)
    }
  }, [address, settled, router])
  return { progress: settled || heard === null ? start : heard, paused: paused && !settled }
}

function isProgress(data: unknown): data is RunProgress {
  return typeof data === 'object' && data !== null && 'runId' in data && 'total' in data && 'left' in data
}
