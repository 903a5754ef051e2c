import type { Pill } from '@/lib/sync/views/pill.ts'

/** Always icon and word, never colour alone. */
export function StatusPill({ pill }: { pill: Pill }) {
  return (
    <span className="pill" data-tone={pill.tone}>
      <span aria-hidden="true">{pill.icon}</span>
      {pill.word}
    </span>
  )
}
