'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { openStream } from './stream.ts'

const soonMs = 2_000
const calmMs = 15_000
const soonTimes = 60

/**
 * Draws the page anew when what it shows has changed: by the stream while something is in flight, else by a cheap question
 * while the page is visible. A browser opens few connections to one origin, so a calm page holds none.
 */
export function Watch(props: { stream: string; question: string; version: string; moving: boolean }) {
  const { stream, question, moving } = props
  const router = useRouter()
  const version = useRef(props.version)

  useEffect(() => {
    version.current = props.version
  }, [props.version])

  useEffect(() => {
    let stop = () => {}
    const changed = (next: string) => {
      if (next !== '' && next !== version.current) router.refresh()
    }
    const poll = () => {
      stop = startPolling(question, changed)
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
  return null
}

function startPolling(address: string, changed: (version: string) => void): () => void {
  const abort = new AbortController()
  let asked = 0
  let timer: ReturnType<typeof setTimeout>
  const next = () => {
    asked += 1
    timer = setTimeout(ask, asked < soonTimes ? soonMs : calmMs)
  }
  const ask = async () => {
    if (document.visibilityState === 'visible') {
      // Out of reach for a moment: what is shown stays, and the next question may be answered.
      const answer = await fetch(address, { signal: abort.signal }).catch(() => null)
      if (answer?.ok) changed(await answer.text().catch(() => ''))
    }
    if (!abort.signal.aborted) next()
  }
  next()
  return () => {
    abort.abort()
    clearTimeout(timer)
  }
}
