import Link from 'next/link'
import { asking } from '@/app/_session/within.ts'
import type { OpenPage } from '@/app/_ui/open-page.ts'
import { StatusPill } from '@/app/_ui/status-pill.tsx'
import { psaOf } from '@/lib/accounts/psa.ts'
import { explain } from '@/lib/sync/views/explain.ts'

/** Every number gets an answer: what is not on the list has a reason. */
export async function Why({
  page,
  companyId,
  number,
}: {
  page: OpenPage
  companyId: string
  number: string
}) {
  const { member, viewer } = page
  const ask = async () => ({ ...asking(member), companyId, psa: await psaOf(member.accountId) })
  const answers = number === '' ? [] : await explain(await ask(), number, viewer.ledger)
  return (
    <section className="card" aria-label="Why is a record not here?" id="why">
      <form className="row" method="get" action="#why">
        {page.companies.length > 1 && <input type="hidden" name="company" value={companyId} />}
        <label className="field">
          <span>Not here? Write its number and we say why.</span>
          <input className="input" name="why" defaultValue={number} maxLength={60} required />
        </label>
        <button type="submit" className="button self-end">
          Explain
        </button>
      </form>
      <div role="status">
        {answers.map(answer => (
          <p key={answer.number + answer.why} className="row">
            {answer.pill && <StatusPill pill={answer.pill} />}
            <strong>{answer.number}</strong> {answer.why}{' '}
            {answer.recordId && (
              <Link href={`/${viewer.install}/documents/${answer.recordId}`}>Open its record</Link>
            )}
          </p>
        ))}
      </div>
    </section>
  )
}
