import '@/app/_ui/kit.css'
import { headers } from 'next/headers'
import { codeFault, codeSent } from '@/app/_session/code-fault.ts'
import { factorTicket } from '@/app/_session/redeem.ts'
import { isInstallKey } from '@/app/_session/request.ts'
import { CodeField } from '@/app/_ui/code-field.tsx'
import { showAccount } from '@/lib/accounts/accounts.ts'
import { maskedAddress, wayOf } from '@/lib/accounts/factor.ts'
import { membershipOf } from '@/lib/accounts/members.ts'
import { inAccount } from '@/lib/accounts/transaction.ts'

type Query = Promise<Record<string, string | string[] | undefined>>

/**
 * First-party, in its own tab: what is typed here another site cannot dress up. Only a page of ours opens it, so that nobody
 * is led by a link into proving a session that is not theirs. Its forms work without a script.
 */
export default async function FactorPage(props: {
  params: Promise<{ install: string }>
  searchParams: Query
}) {
  const { install } = await props.params
  const query = await props.searchParams
  const ticket = typeof query.ticket === 'string' ? query.ticket : ''
  const ours = (await headers()).get('sec-fetch-site') === 'same-origin'
  const asked = ours && isInstallKey(install) ? await factorTicket(install, ticket, 'look') : null
  if (!asked) return <Expired />
  const account = await showAccount({ installKey: install })
  const member = await inAccount(asked.accountId, tx => membershipOf(tx, asked.userId))
  if (!account || !member) return <Expired />
  const hidden = (
    <>
      <input type="hidden" name="ticket" value={ticket} />
      {query.stay === '1' && <input type="hidden" name="stay" value="1" />}
    </>
  )
  const sent = codeSent(query)
  const byApp = (await wayOf(asked)) === 'app'
  return (
    <main className="gate narrow">
      <h1>Enter your code</h1>
      <p>
        {byApp
          ? `${member.name}, ${account.name}: the six digits of your authenticator app.`
          : `${member.name}, ${account.name}: the six digits we sent to ${maskedAddress(member.email)}.`}
      </p>
      {sent && (
        <p className="message" data-tone="ok" role="status">
          {sent}
        </p>
      )}
      <form method="post" action={`/${install}/factor/check`} className="form">
        {hidden}
        <CodeField fault={codeFault(query)} recovery={byApp} />
        <label className="check">
          <input type="checkbox" name="trust" value="1" defaultChecked />
          <span>Do not ask in this browser for 30 days</span>
        </label>
        <div className="actions">
          <button type="submit" className="primary">
            Confirm
          </button>
        </div>
      </form>
      {!byApp && (
        <form method="post" action={`/${install}/factor/mail`} className="actions">
          {hidden}
          <button type="submit">Send a new code</button>
        </form>
      )}
    </main>
  )
}

function Expired() {
  return (
    <main className="gate">
      <h1>This page cannot be used any more</h1>
      <p>It works once and for two minutes. Go back to ConnectWise and ask for it again there.</p>
    </main>
  )
}
