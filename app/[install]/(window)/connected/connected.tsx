'use client'

import { useEffect } from 'react'
import { connectedMessage } from '@/app/_bridge/connected.ts'

/** Tells the frame that opened the window; where the vendor cut that link, the frame learns it by asking the server. */
export function Connected() {
  useEffect(() => {
    window.opener?.postMessage(connectedMessage, location.origin)
    window.close()
  }, [])
  return (
    <main className="gate">
      <h1>Connected</h1>
      <p role="status">The ledger is linked. You can close this window and go on in ConnectWise.</p>
    </main>
  )
}
