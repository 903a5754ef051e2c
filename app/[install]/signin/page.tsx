import '@/app/_ui/kit.css'
import { cookies, headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { sessionCookieName } from '@/app/_session/auth.ts'
import { codeFault } from '@/app/_session/code-fault.ts'
import { currentMember } from '@/app/_session/member.ts'
import { nextPage, readPending } from '@/app/_session/pending.ts'
import { isInstallKey } from '@/app/_session/request.ts'
import { frameAncestors } from '@/lib/accounts/psa.ts'
import { SignIn } from './sign-in.tsx'

/**
 * Who is looking? In a frame of Manage its member, by the handshake; in a page of its own whoever gives e-mail, password and
 * code. The browser says which of both it is; where it does not, the page finds out.
 */
export default async function SignInPage(props: {
  params: Promise<{ install: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}) {
  const { install } = await props.params
  const query = await props.searchParams
  const [manage] = isInstallKey(install) ? await frameAncestors(install) : []
  if (!manage) notFound()
  const pending = await readPending(install)
  const next = nextPage(install, query.next ?? pending?.next)
  const alone = (await headers()).get('sec-fetch-dest') === 'document'
  const member = alone ? await currentMember(install) : null
  if (member && !member.framed && member.role !== 'none') redirect(next)
  const ended = (await cookies()).has(sessionCookieName(install))
  const form = (
    <main className="gate narrow">
      <h1>Sign in to Evenbook</h1>
      <Word query={query} ended={ended} />
      <PasswordForm {...{ install, next, email: pending?.email ?? '', fault: faultOf(query) }} />
      <p className="actions">
        <a href={`/${install}/signin/forgot`}>Forgot your password?</a>
        <a href={manage}>Go to ConnectWise</a>
      </p>
      <p className="foot">
        Members of ConnectWise need no password: open Evenbook from its screens. One for this page is set
        under My profile.
      </p>
    </main>
  )
  return alone ? form : <SignIn {...{ install, manage, next }}>{form}</SignIn>
}

type Query = Record<string, string | string[] | undefined>

function faultOf(query: Query): string {
  if (query.fault === 'wrong') return 'This e-mail address and password do not go together.'
  return query.fault === 'ended'
    ? 'That took longer than ten minutes, or your password was changed. Begin again.'
    : codeFault(query)
}

function Word({ query, ended }: { query: Query; ended: boolean }) {
  if (query.done === 'password') return <p role="status">Your password is set. Sign in with it.</p>
  if (query.done === 'out') return <p role="status">You are signed out.</p>
  return ended && query.fault === undefined ? (
    <p role="status">Your session has ended. Sign in to go on.</p>
  ) : null
}

function PasswordForm(props: { install: string; next: string; email: string; fault: string }) {
  const wrong = props.fault === '' ? {} : { 'aria-invalid': true, 'aria-describedby': 'fault' }
  return (
    <form method="post" action={`/${props.install}/signin/password`} className="form">
      <input type="hidden" name="next" value={props.next} />
      <div className="field">
        <label htmlFor="email">E-mail</label>
        <input
          {...wrong}
          id="email"
          name="email"
          type="email"
          className="input"
          autoComplete="username"
          maxLength={254}
          required
          defaultValue={props.email}
        />
      </div>
      <div className="field">
        <label htmlFor="password">Password</label>
        <input
          {...wrong}
          id="password"
          name="password"
          type="password"
          className="input"
          autoComplete="current-password"
          maxLength={1_000}
          required
        />
        {props.fault !== '' && (
          <span id="fault" className="error" role="alert">
            {props.fault}
          </span>
        )}
      </div>
      <div className="actions">
        <button type="submit" className="primary">
          Sign in
        </button>
      </div>
    </form>
  )
}
