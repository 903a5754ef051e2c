import type { PaidFacts, PaidLine } from '@/lib/sync/views/payments.ts'
import { Day, Money } from './formats.tsx'

const words: Readonly<Record<PaidLine['standing'], string>> = {
  written: 'in ConnectWise ✓',
  waiting: 'not in ConnectWise yet',
  leaving: 'taken back, still in ConnectWise',
  refused: 'ConnectWise did not take it ✕',
  left: 'not written: before the first day, or in a locked period',
}

/** What was paid of the invoice in the ledger, and whether ConnectWise has it: never mixed into the state. */
export function Paid({ paid }: { paid: PaidFacts }) {
  if (paid.lines.length === 0) return null
  return (
    <section aria-label="Paid">
      <dl className="facts">
        {paid.lines.map(line => (
          <div key={line.id} className="contents">
            <dt>
              Paid <Day day={line.date} />
            </dt>
            <dd>
              <Money amount={line.amount} currency={line.currency} /> · {words[line.standing]}
            </dd>
          </div>
        ))}
      </dl>
      {paid.refused.map(problem => (
        <p key={problem.message} className="message" data-tone="warn">
          {problem.message}
        </p>
      ))}
    </section>
  )
}
