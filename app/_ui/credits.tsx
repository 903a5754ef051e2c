import type { CreditLine } from '@/lib/sync/views/credits.ts'

/** Credit that the record gave or was given, on both sides: never mixed into the state. */
export function Credits({ credits }: { credits: CreditLine[] }) {
  if (credits.length === 0) return null
  return (
    <section aria-label="Applied credit">
      <dl className="facts">
        {credits.map(line => (
          <div key={line.id} className="contents">
            <dt>{line.title}</dt>
            <dd>{line.words}</dd>
          </div>
        ))}
      </dl>
      {credits
        .filter(({ trouble }) => trouble !== '')
        .map(({ id, trouble }) => (
          <p key={id} className="message" data-tone="warn">
            {trouble}
          </p>
        ))}
    </section>
  )
}
