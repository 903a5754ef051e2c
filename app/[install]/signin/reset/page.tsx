import '@/app/_ui/kit.css'
import { isInstallKey } from '@/app/_session/request.ts'
import { NewPassword } from '@/app/_ui/new-password.tsx'
import { findInstall } from '@/lib/accounts/directory.ts'
import { maskedAddress } from '@/lib/accounts/factor.ts'
import { passwordLink } from '@/lib/accounts/sign-in.ts'

const faults: Readonly<Record<string, string>> = {
  short: 'Take at least 8 characters; 15 or more are better.',
  common: 'This password is too long, or one of the first that are guessed. Take another one.',
  repeat: 'Both must be the same.',
  taken: 'This e-mail address belongs to somebody else already. Ask an account admin.',
}

export default async function ResetPage(props: {
  params: Promise<{ install: string }>
  searchParams: Promise<{ link?: string | string[]; fault?: string | string[] }>
}) {
  const { install } = await props.params
  const { link, fault } = await props.searchParams
  const text = typeof link === 'string' ? link : ''
  const found = isInstallKey(install) ? await findInstall(install) : null
  const whose = found ? await passwordLink(found.accountId, text) : null
  if (!whose) return <Expired install={install} />
  return (
    <main className="gate narrow">
      <h1>Set your password</h1>
      <p>For {maskedAddress(whose.email)}. You are signed out everywhere and sign in with it.</p>
      <form method="post" action={`/${install}/signin/reset/save`} className="form">
        <input type="hidden" name="link" value={text} />
        <NewPassword fault={typeof fault === 'string' ? (faults[fault] ?? '') : ''} />
        <div className="actions">
          <button type="submit" className="primary">
            Set the password
          </button>
        </div>
      </form>
    </main>
  )
}

function Expired({ install }: { install: string }) {
  return (
    <main className="gate narrow">
      <h1>This link cannot be used</h1>
      <p>It works once and for one hour.</p>
      <div className="actions">
        <a href={`/${install}/signin/forgot`}>Ask for another one</a>
      </div>
    </main>
  )
}
