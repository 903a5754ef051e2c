'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useAct } from '@/app/_bridge/provider.tsx'
import type { ActionResult } from '@/app/_session/result.ts'
import { troubleText } from '@/app/_ui/act-button.tsx'
import { useHydrated } from '@/app/_ui/hydrated.ts'
import type { ScanStep } from '@/lib/sync/views/setup.ts'
import { scan } from './actions.ts'

/** Looks at everything that lies in ConnectWise, a hundred at a time, so that no mapping is asked for one by one later. */
export function Scan({ companyId, unchecked }: { companyId: string; unchecked: number }) {
  const act = useAct()
  const router = useRouter()
  const hydrated = useHydrated()
  const [left, setLeft] = useState<number | null>(null)
  const [trouble, setTrouble] = useState('')

  const run = async () => {
    setTrouble('')
    setLeft(unchecked)
    let fault = ''
    let after: ScanStep['after'] = ''
    while (after !== null) {
      const result: ActionResult<ScanStep> = await act(scan, { companyId, after })
      if (!result.ok) fault = troubleText(result.error)
      else if (!result.value.checked) fault = 'ConnectWise could not be asked. Try again in a moment.'
      if (fault !== '' || !result.ok) break
      after = result.value.after
      setLeft(result.value.left)
    }
    setLeft(null)
    setTrouble(fault)
    router.refresh()
  }
  return (
    <>
      <button type="button" className="button primary" disabled={!hydrated || left !== null} onClick={run}>
        Scan {unchecked} {unchecked === 1 ? 'invoice' : 'invoices'}
      </button>
      <span role="status">{left !== null && `${left} left`}</span>
      {trouble !== '' && (
        <span className="error" role="alert">
          {trouble}
        </span>
      )}
    </>
  )
}
