'use client'

import { useState } from 'react'
import type { ClaimRefusal, Introduction } from './handshake.ts'

/** Before any screen (knowledge/ux.md §3.2): nothing, then a skeleton, or why there is no screen and what to do. */
export function Gate(props: {
  introduction: Introduction | null
  manage: string
  /** where the sign-in leads; null on the screen itself */
  next: string | null
}) {
  const { introduction } = props
  switch (introduction?.kind) {
    case 'refused':
      return <Refused reason={introduction.reason} />
    case 'no-role':
      return <NoRole introduction={introduction} />
    case 'silent':
      return <Silent heard={introduction.heard} manage={props.manage} />
    case 'cookies-refused':
      return <CookiesRefused introduction={introduction} next={props.next} />
    default:
      return <Skeleton />
  }
}

function Skeleton() {
  return (
    <div className="gate late" aria-busy="true">
      <span className="sr-only">Loading</span>
      <div className="bone w-24" />
      <div className="bone w-3/4" />
      <div className="bone" />
      <div className="bone w-2/3" />
    </div>
  )
}

const refusals: Readonly<Record<ClaimRefusal, readonly [what: string, cure: string]>> = {
  company: [
    'This ConnectWise is not the one this page belongs to.',
    'An administrator can check the URL in the setup row: each login company has its own.',
  ],
  hash: [
    'ConnectWise did not confirm your session.',
    'Sign out of ConnectWise, sign in again and open this screen.',
  ],
  member: [
    'ConnectWise says that this session belongs to another member.',
    'Sign out of ConnectWise and sign in again.',
  ],
  inactive: [
    'Your ConnectWise member is inactive.',
    'A ConnectWise administrator can make the member active again.',
  ],
  rate: ['Too many sign-ins were refused.', 'Wait 15 minutes, then try again.'],
  unreachable: [
    'We can’t reach ConnectWise to confirm who you are.',
    'Nothing is lost and saving still works. Try again in a moment.',
  ],
  server: ['We can’t reach the sync service.', 'Saving this record still works. Try again in a moment.'],
}

function Refused({ reason }: { reason: ClaimRefusal }) {
  const [what, cure] = refusals[reason]
  return (
    <main className="gate" data-reason={reason}>
      <h1>{what}</h1>
      <p>{cure}</p>
      <Again />
    </main>
  )
}

function NoRole({ introduction }: { introduction: Extract<Introduction, { kind: 'no-role' }> }) {
  const [state, setState] = useState<'idle' | 'asking' | 'asked' | 'failed'>('idle')
  const ask = async () => {
    setState('asking')
    const asked = await introduction.ask().catch(() => false)
    setState(asked ? 'asked' : 'failed')
  }
  const { admins } = introduction
  return (
    <main className="gate">
      <h1>You can’t see accounting here yet</h1>
      <p>
        {introduction.name}, you have no role in Evenbook.{' '}
        {admins.length > 0 ? `Ask an account admin to give you one: ${admins.join(', ')}.` : ''}
      </p>
      {state === 'asked' ? (
        <p role="status">Your request is on the admins’ list.</p>
      ) : (
        <div className="actions">
          <button type="button" className="primary" disabled={state === 'asking'} onClick={ask}>
            Ask for access
          </button>
        </div>
      )}
      {state === 'failed' && <p role="alert">The request did not get through. Try again.</p>}
    </main>
  )
}

function Silent({ heard, manage }: { heard: boolean; manage: string }) {
  const checks = [
    [framedBy(manage), `This page is framed by ${manage}; the setup row’s Origin must be ours`],
    [heard, 'ConnectWise speaks to this frame (a pod or tab, or a menu entry that has the handshake)'],
    [navigator.cookieEnabled, 'The browser lets framed pages keep a cookie'],
  ] as const
  return (
    <main className="gate">
      <h1>ConnectWise did not introduce you</h1>
      <ul>
        {checks.map(([good, text]) => (
          <li key={text}>
            <span aria-hidden="true">{good ? '✓' : '✕'}</span>
            <span className="sr-only">{good ? 'In order: ' : 'Check this: '}</span> {text}
          </li>
        ))}
      </ul>
      <Again>
        <button type="button" onClick={() => window.open(location.href, '_blank', 'noopener')}>
          Open in a window
        </button>
      </Again>
    </main>
  )
}

function CookiesRefused(props: {
  introduction: Extract<Introduction, { kind: 'cookies-refused' }>
  next: string | null
}) {
  const [failed, setFailed] = useState(false)
  const open = async () => {
    const to = props.next ?? location.pathname + location.search
    const url = await props.introduction.tab(to).catch(() => null)
    setFailed(url === null)
    if (url) window.open(url, '_blank', 'noopener')
  }
  return (
    <main className="gate">
      <h1>This browser refused our cookie</h1>
      <p>
        Inside ConnectWise we keep one cookie for your session, apart from other sites (a partitioned cookie).
      </p>
      <Again>
        <button type="button" className="primary" onClick={open}>
          Open in a tab
        </button>
      </Again>
      {failed && <p role="alert">The tab could not be opened. Try again.</p>}
    </main>
  )
}

function Again({ children }: { children?: React.ReactNode }) {
  return (
    <div className="actions">
      {children}
      <button type="button" onClick={() => location.reload()}>
        Try again
      </button>
    </div>
  )
}

// Chromium and Safari name the framing pages; elsewhere the referrer of the frame's first page does.
function framedBy(manage: string): boolean {
  const origins = 'ancestorOrigins' in location ? [...location.ancestorOrigins] : []
  return origins.length > 0 ? origins[0] === manage : document.referrer.startsWith(`${manage}/`)
}
