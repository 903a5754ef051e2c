'use client'

import { useEffect, useState } from 'react'
import { TimeText } from '@/app/_ui/time-text.tsx'
import type { DetailsView } from '@/lib/accounts/details/details.ts'

/** `•••••••• 3f9a · set 12 Nov by J. Ng · last worked 3 min ago` */
export function SecretText({ secret }: { secret: DetailsView['privateKey'] }) {
  const { hint, setAt, setBy, workedAt } = secret
  return (
    <span>
      <span aria-hidden="true">•••••••• </span>
      <span className="sr-only">ends with </span>
      {hint} · set <TimeText at={setAt} />
      {setBy !== '' && ` by ${setBy}`} ·{' '}
      {workedAt === null ? (
        'not used yet'
      ) : (
        <>
          last worked <Ago at={workedAt} />
        </>
      )}
    </span>
  )
}

const minuteMs = 60_000
const dayMs = 24 * 60 * minuteMs

function Ago({ at }: { at: string }) {
  const [now, setNow] = useState<number | null>(null)
  useEffect(() => {
    setNow(Date.now())
    const timer = setInterval(() => setNow(Date.now()), minuteMs)
    return () => clearInterval(timer)
  }, [])
  const ago = now === null ? null : now - Date.parse(at)
  if (ago === null || ago >= dayMs) return <TimeText at={at} />
  const minutes = Math.floor(ago / minuteMs)
  const words =
    minutes < 1 ? 'just now' : minutes < 60 ? `${minutes} min ago` : `${Math.floor(minutes / 60)} h ago`
  return <time dateTime={at}>{words}</time>
}
