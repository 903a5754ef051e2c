import '@/app/_ui/kit.css'
import { type OpenRegistration, readRegistration } from '@/lib/accounts/register.ts'
import { env } from '@/lib/env.ts'
import { TextField } from './text-field.tsx'

/** Step 2: opened by the mail's link. Works without a script; what was typed survives what was wrong with it. */
export default async function NewAccountPage(props: { searchParams: Promise<{ link?: string | string[] }> }) {
  const { link } = await props.searchParams
  const text = typeof link === 'string' ? link : ''
  const open = await readRegistration(text)
  if (!open) return <Expired />
  const { form: fault } = open.faults
  return (
    <main className="gate narrow">
      <h1>Your Evenbook account</h1>
      <p>For {open.email}. Everything is tried against ConnectWise before anything is stored.</p>
      {fault && (
        <p className="message" data-tone="bad" role="alert">
          {fault}
        </p>
      )}
      {!fault && Object.keys(open.faults).length > 0 && (
        <p className="message" data-tone="bad" role="alert">
          Something cannot be used yet: see below. Password and private key have to be typed again.
        </p>
      )}
      <form method="post" action="/register/new/save" className="form">
        <input type="hidden" name="link" value={text} />
        <You open={open} />
        <ConnectWise open={open} />
        <div className="actions">
          <button type="submit" className="primary">
            Make the account
          </button>
        </div>
      </form>
    </main>
  )
}

function You({ open }: { open: OpenRegistration }) {
  return (
    <fieldset className="grid gap-2">
      <legend className="section-head">You and your firm</legend>
      <TextField
        open={open}
        name="accountName"
        label="Account name"
        help="Your firm, as it is known."
        autoComplete="organization"
      />
      <TextField
        open={open}
        name="companyName"
        label="Ledger company (optional)"
        help="Name of the company whose ledger comes first; the account name where it is left empty."
        optional
      />
      <TextField open={open} name="yourName" label="Your name" autoComplete="name" />
      {/* For password managers: whose password it is. */}
      <input type="hidden" autoComplete="username" value={open.email} readOnly />
      <TextField
        open={open}
        name="password"
        type="password"
        label={open.known ? 'Your Evenbook password' : 'New password'}
        help={
          open.known
            ? 'This address is known in another account already: the password is the same.'
            : 'At least 8 characters, any kind; 15 or more are better.'
        }
        autoComplete={open.known ? 'current-password' : 'new-password'}
      />
    </fieldset>
  )
}

function ConnectWise({ open }: { open: OpenRegistration }) {
  return (
    <fieldset className="grid gap-2">
      <legend className="section-head">Your ConnectWise</legend>
      <div className="field">
        <label htmlFor="region">PSA site</label>
        <select
          id="region"
          name="region"
          className="input"
          defaultValue={open.draft.region}
          aria-invalid={open.faults.region !== undefined}
          aria-describedby={open.faults.region === undefined ? undefined : 'region-fault'}
        >
          {env().CONNECTWISE_SITES.map(({ region, ui }) => (
            <option key={region} value={region}>
              {region}: {new URL(ui).host}
            </option>
          ))}
        </select>
        {open.faults.region && (
          <span id="region-fault" className="error">
            {open.faults.region}
          </span>
        )}
      </div>
      <TextField
        open={open}
        name="loginCompany"
        label="Login company"
        help="What you type as Company when you sign in to ConnectWise."
      />
      <TextField
        open={open}
        name="publicKey"
        label="API public key"
        help="Of an API member: System, Members, API Members, API Keys."
      />
      <TextField open={open} name="privateKey" type="password" label="API private key" autoComplete="off" />
      <TextField
        open={open}
        name="memberIdentifier"
        label="Your Member ID"
        help="As System, Members lists it. This member is the first account admin."
      />
    </fieldset>
  )
}

function Expired() {
  return (
    <main className="gate narrow">
      <h1>This link cannot be used</h1>
      <p>It works for one registration and for 24 hours.</p>
      <div className="actions">
        <a className="primary" href="/register">
          Ask for another one
        </a>
      </div>
    </main>
  )
}
