'use client'

import { useEffect } from 'react'
import { givenMessage } from '@/app/_bridge/given.ts'

/** Tells the page that waits; where the browser has cut that line, that page learns it by asking the server. */
export function Given({ stays, enrol }: { stays: boolean; enrol: string | null }) {
  useEffect(() => {
    window.opener?.postMessage(givenMessage, location.origin)
    if (!stays && enrol === null) window.close()
  }, [stays, enrol])
  return (
    <main className="gate narrow">
      <h1>Thank you</h1>
      <p role="status">
        {stays
          ? 'It goes on in this tab in a moment.'
          : 'You can close this tab. ConnectWise goes on by itself.'}
      </p>
      {enrol !== null && !stays && (
        <>
          <p>Next time it is quicker, and safer, with an authenticator app on your phone.</p>
          <div className="actions">
            <a className="primary" href={enrol}>
              Set up an app
            </a>
          </div>
        </>
      )}
    </main>
  )
}
