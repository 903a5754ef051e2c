import '@/app/_ui/kit.css'
import { redirect } from 'next/navigation'
import { codeFault, codeSent } from '@/app/_session/code-fault.ts'
import { readPending } from '@/app/_session/pending.ts'
import { CodeField } from '@/app/_ui/code-field.tsx'

/** The password was right; outside Manage a code is asked for each time. */
export default async function CodePage(props: {
  params: Promise<{ install: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { install } = await props.params
  const query = await props.searchParams
  const pending = await readPending(install)
  if (!pending?.userId) redirect(`/${install}/signin?fault=ended`)
  if (query.fault === 'no-address') return <NoWay />
  const sent = codeSent(query)
  const byApp = pending.sentTo === ''
  return (
    <main className="gate narrow">
      <h1>Enter your code</h1>
      <p>
        {byApp
          ? 'The six digits of your authenticator app.'
          : `The six digits we sent to ${pending.sentTo}. They work for ten minutes.`}
      </p>
      {sent && (
        <p className="message" data-tone="ok" role="status">
          {sent}
        </p>
      )}
      <form method="post" action={`/${install}/signin/check`} className="form">
        <CodeField fault={codeFault(query)} recovery={byApp} />
        <label className="check">
          <input type="checkbox" name="trust" value="1" />
          <span>Trust this browser for 30 days: the first change in it then asks for no code</span>
        </label>
        <div className="actions">
          <button type="submit" className="primary">
            Sign in
          </button>
        </div>
      </form>
      <form method="post" action={`/${install}/signin/again`} className="actions">
        {!byApp && <button type="submit">Send a new code</button>}
        <a href={`/${install}/signin`}>Begin again</a>
      </form>
    </main>
  )
}

function NoWay() {
  return (
    <main className="gate narrow">
      <h1>No code can be asked for</h1>
      <p>
        You have no authenticator app yet, and no mail can be sent to you. Open Evenbook from ConnectWise and
        set up an app under My profile, or ask an account admin to correct your e-mail address.
      </p>
    </main>
  )
}
