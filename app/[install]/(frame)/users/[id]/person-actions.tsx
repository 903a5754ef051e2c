'use client'

import { useRouter } from 'next/navigation'
import { useCallback, useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import { ActButton, troubleText } from '@/app/_ui/act-button.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import { UndoToast } from '@/app/_ui/toast.tsx'
import { beginView, resetSecondFactor, saveDisabled } from '../actions.ts'

interface Props {
  userId: string
  name: string
  disabled: boolean
  mayView: boolean
  self: boolean
  /** where looking as somebody else begins */
  home: string
}

/** Disabling is taken back by Undo, so nothing is asked first. */
export function PersonActions({ userId, name, disabled, mayView, self, home }: Props) {
  const { undo, offer, done, forget } = useUndo(userId, disabled)
  return (
    <div className="row">
      {mayView && (
        <ActButton action={beginView} input={{ userId }} busy="Opening…" onDone={() => location.assign(home)}>
          {`View as ${name}`}
        </ActButton>
      )}
      {!self && (
        <ActButton
          action={saveDisabled}
          input={{ userId, disabled: !disabled }}
          busy={disabled ? 'Enabling…' : 'Disabling…'}
          onDone={done}
        >
          {disabled ? 'Enable' : 'Disable'}
        </ActButton>
      )}
      {!self && (
        <ConfirmStrip
          label="Reset 2FA"
          question={`${name}’s authenticator app, recovery codes and trusted browsers stop working, and ${name} is signed out everywhere. They set up a new app when they sign in again.`}
        >
          <ActButton action={resetSecondFactor} input={{ userId }} kind="danger" busy="Resetting…">
            Reset
          </ActButton>
        </ConfirmStrip>
      )}
      {undo.trouble !== '' && (
        <span className="error" role="alert">
          {undo.trouble}
        </span>
      )}
      {undo.offered !== null && (
        <UndoToast
          text={undo.offered ? `${name} is disabled, and signed out everywhere.` : `${name} is enabled.`}
          onUndo={offer}
          onEnd={forget}
        />
      )}
    </div>
  )
}

/** `offered`: what was just done and can be taken back. */
function useUndo(userId: string, disabled: boolean) {
  const act = useAct()
  const router = useRouter()
  const [undo, setUndo] = useState<{ offered: boolean | null; trouble: string }>(nothing)
  const done = () => {
    setUndo({ offered: !disabled, trouble: '' })
    router.refresh()
  }
  const offer = async () => {
    const { offered } = undo
    setUndo(nothing)
    if (offered === null) return
    const result = await act(saveDisabled, { userId, disabled: !offered })
    if (!result.ok) setUndo({ offered: null, trouble: troubleText(result.error) })
    router.refresh()
  }
  const forget = useCallback(() => setUndo(nothing), [])
  return { undo, offer, done, forget }
}

const nothing = { offered: null, trouble: '' }
