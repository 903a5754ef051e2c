'use client'

import { useEffect, useState } from 'react'
import { useFormats } from './formats.tsx'
import { momentWords } from './moment-words.ts'

/** A moment in the zone that its reader chose, else of their device; the exact time and zone stand in the title. */
export function TimeText({ at, seconds = false }: { at: string; seconds?: boolean }) {
  const { locale, timeZone } = useFormats()
  const [local, setLocal] = useState<{ short: string; long: string } | null>(null)
  useEffect(() => setLocal(momentWords(at, { locale, timeZone, seconds })), [at, locale, timeZone, seconds])
  return (
    <time dateTime={at} title={local?.long ?? at}>
      {local?.short ?? `${at.slice(11, seconds ? 19 : 16)} UTC`}
    </time>
  )
}
