import './profile.css'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Shell } from '@/app/_ui/shell.tsx'
import { TimeText } from '@/app/_ui/time-text.tsx'
import { type Profile, profileOf } from '@/lib/accounts/profile.ts'
import { leaveEverywhere, revokeOwnSession, revokeTrust } from './actions.ts'
import { Authenticator } from './authenticator.tsx'
import { Password } from './password.tsx'
import { Choices } from './preferences.tsx'

/** A person's own: what proves them, where they are trusted, where they are signed in. */
export default async function ProfilePage(address: PageAddress) {
  const page = await openPage(address, 'view', { own: true })
  const profile = await profileOf(page.member)
  return (
    <Shell page={page} current="profile" title="My profile">
      <p>
        {profile.name}
        {profile.email !== '' && <span className="muted"> · {profile.email}</span>}
      </p>
      <section className="card" aria-labelledby="app">
        <h2 id="app" className="headline">
          Authenticator app
        </h2>
        <AppState profile={profile} />
        <Authenticator enrolled={profile.enrolledAt !== null} />
      </section>
      <section className="card" aria-labelledby="password-head">
        <h2 id="password-head" className="headline">
          Password
        </h2>
        <Password set={profile.passwordChangedAt?.toISOString() ?? null} email={profile.email} />
      </section>
      <Choices page={page} />
      <Browsers browsers={profile.browsers} />
      <Sessions install={page.member.framed ? null : page.viewer.install} profile={profile} />
    </Shell>
  )
}

const words = {
  mail: 'Not set up: where a code is asked for, it is sent to your e-mail address.',
  none: 'Not set up, and no code can be sent to you: nothing that asks for one can be done yet.',
} as const

function AppState({ profile }: { profile: Profile }) {
  if (profile.factor !== 'app' || !profile.enrolledAt) {
    return <p>{profile.factor === 'none' ? words.none : words.mail}</p>
  }
  return (
    <p>
      Set up <TimeText at={profile.enrolledAt.toISOString()} />. {profile.recoveryCodesLeft} of 10 recovery
      codes are left.
    </p>
  )
}

function Browsers({ browsers }: Pick<Profile, 'browsers'>) {
  return (
    <section className="card" aria-labelledby="browsers">
      <h2 id="browsers" className="headline">
        Trusted browsers
      </h2>
      {browsers.length === 0 && <p>None. The first change in a browser asks for a code.</p>}
      <ul className="entries">
        {browsers.map(one => (
          <li key={one.id} className="row">
            <span>
              <strong>{one.name || 'A browser'}</strong>
              {one.here && ' (this one)'}
              <span className="muted">
                {' '}
                · last used <TimeText at={one.lastSeenAt.toISOString()} />
                {one.trustedUntil && (
                  <>
                    {' '}
                    · until <TimeText at={one.trustedUntil.toISOString()} />
                  </>
                )}
              </span>
            </span>
            <ActButton action={revokeTrust} input={{ id: one.id }}>
              Trust no more<span className="sr-only"> {one.name}</span>
            </ActButton>
          </li>
        ))}
      </ul>
    </section>
  )
}

const origins: Readonly<Record<string, string>> = {
  frame: 'In ConnectWise',
  tab: 'Tab of its own',
  standalone: 'Signed in with a password',
}

function Sessions({ install, profile }: { install: string | null; profile: Profile }) {
  return (
    <section className="card" aria-labelledby="sessions">
      <h2 id="sessions" className="headline">
        Where you are signed in
      </h2>
      <ul className="entries">
        {profile.sessions.map(one => (
          <li key={one.id} className="row">
            <span>
              <strong>{origins[one.origin] ?? one.origin}</strong>
              {one.here && ' (this one)'}
              <span className="muted">
                {' '}
                · since <TimeText at={one.createdAt.toISOString()} /> · last used{' '}
                <TimeText at={one.lastSeenAt.toISOString()} />
              </span>
            </span>
            {!one.here && (
              <ActButton action={revokeOwnSession} input={{ id: one.id }}>
                End<span className="sr-only"> the session since {one.createdAt.toISOString()}</span>
              </ActButton>
            )}
          </li>
        ))}
      </ul>
      <div className="actions">
        {/* In ConnectWise its own member would be signed in again at once. */}
        {install !== null && (
          <form method="post" action={`/${install}/signin/out`}>
            <button type="submit" className="button">
              Sign out
            </button>
          </form>
        )}
        <ActButton action={leaveEverywhere} input={{}}>
          Sign out everywhere
        </ActButton>
      </div>
    </section>
  )
}
