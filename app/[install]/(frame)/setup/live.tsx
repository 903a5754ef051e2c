'use client'

import { ActButton } from '@/app/_ui/act-button.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import { pause, takeLive } from './actions.ts'

const later = 'Until then, send by hand as much as you like.'

/** Says what will begin to happen by itself before it begins. */
export function GoLive(props: { realTime: boolean; ledger: string | null; waiting: number; ready: boolean }) {
  const { realTime, ledger, ready } = props
  if (ledger === null) return <span className="muted">A ledger has to be connected first.</span>
  const begins = realTime
    ? `ConnectWise will report every invoice that is closed from now on, and it goes to ${ledger} without a click once its checks are fine.`
    : 'Real-time sync is switched off, so nothing will go by itself until it is switched on.'
  return (
    <ConfirmStrip
      label="Go live"
      keep="Not yet"
      kind={ready ? 'primary' : 'plain'}
      question={`${begins} What is closed already waits for somebody to send it. You can pause at any time.`}
    >
      <ActButton action={takeLive} input={{}} kind="primary" busy="Going live…">
        Go live now
      </ActButton>
    </ConfirmStrip>
  )
}

export function Pause() {
  return (
    <ConfirmStrip
      label="Pause"
      keep="Stay live"
      question={`Nothing will begin by itself until you go live again; what is under way is finished. ${later}`}
    >
      <ActButton action={pause} input={{}} kind="danger" busy="Pausing…">
        Pause now
      </ActButton>
    </ConfirmStrip>
  )
}
