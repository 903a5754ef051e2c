import '@/app/_ui/kit.css'
import { readPending } from '@/app/_session/pending.ts'

export default async function ForgotPage(props: {
  params: Promise<{ install: string }>
  searchParams: Promise<{ sent?: string | string[] }>
}) {
  const { install } = await props.params
  const sent = (await props.searchParams).sent !== undefined
  const pending = await readPending(install)
  return (
    <main className="gate narrow">
      <h1>Forgot your password?</h1>
      {sent ? (
        <p role="status">
          If this address belongs to somebody who signs in here, a link is on its way. It works once, for one
          hour. Look among unwanted mail too.
        </p>
      ) : (
        <p>We send a link to your e-mail address, with which you set a new one.</p>
      )}
      <form method="post" action={`/${install}/signin/forgot/send`} className="form">
        <div className="field">
          <label htmlFor="email">E-mail</label>
          <input
            id="email"
            name="email"
            type="email"
            className="input"
            autoComplete="username"
            maxLength={254}
            required
            defaultValue={pending?.email ?? ''}
          />
        </div>
        <div className="actions">
          <button type="submit" className="primary">
            {sent ? 'Send it again' : 'Send the link'}
          </button>
          <a href={`/${install}/signin`}>Back</a>
        </div>
      </form>
    </main>
  )
}
