'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef, useState } from 'react'
import { openStream } from './stream.ts'

const soonMs = 2_000
const calmMs = 15_000
const soonTimes = 60
const misses = 2

/**
 * Draws the page anew when what it shows has changed: by the stream while something is in flight, else by a cheap question
 * while the page is visible. A browser opens few connections to one origin, so a calm page holds none.
 */
export function Watch(props: { stream: string; question: string; version: string; moving: boolean }) {
  const { stream, question, moving } = props
  const router = useRouter()
  const version = useRef(props.version)
  const [reached, setReached] = useState(true)

  useEffect(() => {
    version.current = props.version
  }, [props.version])

  useEffect(() => {
    let stop = () => {}
    const changed = (next: string) => {
      if (next !== '' && next !== version.current) router.refresh()
    }
    const poll = () => {
      stop = startPolling(question, { changed, ended: () => router.refresh(), reached: setReached })
    }
    if (moving) stop = openStream(stream, { event: changed, end: poll, lost: poll })
    else poll()
    return () => stop()
  }, [stream, question, moving, router])

  useEffect(() => {
    const shown = () => {
      if (document.visibilityState === 'visible') router.refresh()
    }
    document.addEventListener('visibilitychange', shown)
    return () => document.removeEventListener('visibilitychange', shown)
  }, [router])
  if (reached) return null
  return (
    <p className="message" data-tone="warn" role="status">
      We can’t reach the sync service, so this is what was last known. Saving in ConnectWise still works.
    </p>
  )
}

interface Answers {
  changed(version: string): void
  /** the session is over: the page leads to the sign-in, which makes a new one by itself */
  ended(): void
  reached(yes: boolean): void
}

function startPolling(address: string, answers: Answers): () => void {
  const abort = new AbortController()
  let asked = 0
  let missed = 0
  let timer: ReturnType<typeof setTimeout>
  const next = () => {
    asked += 1
    timer = setTimeout(ask, asked < soonTimes ? soonMs : calmMs)
  }
  const ask = async () => {
    if (document.visibilityState === 'visible') await look()
    if (!abort.signal.aborted) next()
  }
  const look = async () => {
    const answer = await fetch(address, { signal: abort.signal }).catch(() => null)
    if (abort.signal.aborted) return
    missed = answer === null || answer.status >= 500 ? missed + 1 : 0
    answers.reached(missed < misses)
    if (answer?.status === 401) answers.ended()
    else if (answer?.ok) answers.changed(await answer.text().catch(() => ''))
  }
  next()
  return () => {
    abort.abort()
    clearTimeout(timer)
  }
}
