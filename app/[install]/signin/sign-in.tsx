'use client'

import { useEffect, useState } from 'react'
import { Gate } from '@/app/_bridge/gate.tsx'
import { askOf, type Introduction, introduce } from '@/app/_bridge/handshake.ts'
import { apiOf, inFrame } from '@/app/_bridge/provider.tsx'

/** Who is looking? Manage introduces the member of this frame; a page of its own has nobody to ask. */
export function SignIn({ install, manage, next }: { install: string; manage: string; next: string }) {
  const [state, setState] = useState<Introduction | 'alone' | null>(null)
  useEffect(() => {
    const api = inFrame() ? apiOf(manage) : null
    if (!api) {
      setState('alone')
      return
    }
    const { ask, hasSession } = askOf(install)
    introduce(api, ask, hasSession).then(introduction => {
      if (introduction.kind === 'agreed') location.replace(next)
      else setState(introduction)
    })
  }, [install, manage, next])
  return state === 'alone' ? (
    <Alone manage={manage} />
  ) : (
    <Gate introduction={state} manage={manage} next={next} />
  )
}

function Alone({ manage }: { manage: string }) {
  return (
    <main className="gate">
      <h1>Open Evenbook from ConnectWise</h1>
      <p>
        ConnectWise signs you in. Open this page from its screens; a link of ours that opens in its own tab
        works once and for a minute.
      </p>
      <div className="actions">
        <a className="primary" href={manage}>
          Go to ConnectWise
        </a>
      </div>
    </main>
  )
}
