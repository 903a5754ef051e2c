'use client'

import { useEffect, useState } from 'react'

/** A moment in the zone of whoever looks; the exact time and zone stand in the title. */
export function TimeText({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const [local, setLocal] = useState<{ short: string; long: string } | null>(null)
  useEffect(() => {
    const moment = new Date(at)
    const today = moment.toDateString() === new Date().toDateString()
    const day = { day: 'numeric', month: 'short' } as const
    const exact = seconds ? ({ second: '2-digit' } as const) : {}
    const clock = { hour: '2-digit', minute: '2-digit', hour12: false, ...exact } as const
    setLocal({
      short: new Intl.DateTimeFormat('en-GB', today ? clock : { ...day, ...clock }).format(moment),
      long: new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'long' }).format(moment),
    })
  }, [at, seconds])
  return (
    <time dateTime={at} title={local?.long ?? at}>
      {local?.short ?? `${at.slice(11, seconds ? 19 : 16)} UTC`}
    </time>
  )
}
