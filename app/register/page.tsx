import '@/app/_ui/kit.css'
import { mayRegister } from '@/lib/accounts/register.ts'

/** A new MSP begins with an address: what opens the form is a mail to it. */
export default async function RegisterPage(props: { searchParams: Promise<{ fault?: string | string[] }> }) {
  const { fault } = await props.searchParams
  const wrong = fault === 'email' ? { 'aria-invalid': true, 'aria-describedby': 'fault' } : {}
  if (!mayRegister())
    return (
      <main className="gate narrow">
        <h1>Registration is closed</h1>
        <p>This Evenbook has no mail server yet. Whoever runs it can make your account.</p>
      </main>
    )
  return (
    <main className="gate narrow">
      <h1>Register with Evenbook</h1>
      <p>What is closed in ConnectWise stands in your ledger, to the cent and exactly once.</p>
      <form method="post" action="/register/start" className="form">
        <div className="field">
          <label htmlFor="email">Your e-mail</label>
          <input
            {...wrong}
            id="email"
            name="email"
            type="email"
            className="input"
            autoComplete="email"
            maxLength={254}
            required
          />
          {fault === 'email' && (
            <span id="fault" className="error" role="alert">
              This is no e-mail address.
            </span>
          )}
        </div>
        <div className="actions">
          <button type="submit" className="primary">
            Send me a link
          </button>
        </div>
      </form>
    </main>
  )
}
