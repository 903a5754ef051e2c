'use client'

import { type ReactNode, useEffect, useState } from 'react'
import { Gate } from '@/app/_bridge/gate.tsx'
import { askOf, type Introduction, introduce } from '@/app/_bridge/handshake.ts'
import { apiOf, inFrame } from '@/app/_bridge/provider.tsx'

/** Manage introduces the member of this frame; a page of its own has nobody to ask and shows `children`. */
export function SignIn(props: { install: string; manage: string; next: string; children: ReactNode }) {
  const { install, manage, next } = props
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
  return state === 'alone' ? props.children : <Gate introduction={state} manage={manage} next={next} />
}
