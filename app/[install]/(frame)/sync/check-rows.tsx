'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useRef } from 'react'
import { useAct, useFrame } from '@/app/_bridge/provider.tsx'
import { checkRows } from './actions.ts'

/** Asks once for what the screen shows and no plan has looked at yet. */
export function CheckRows(props: { companyId: string; recordIds: string[] }) {
  const act = useAct()
  const router = useRouter()
  const { caller, hosted } = useFrame()
  const asked = useRef('')
  const { companyId } = props
  const wanted = props.recordIds.join()
  // In Manage the server takes no action before the handshake has agreed.
  const agreed = hosted === null || caller.agreement !== ''

  useEffect(() => {
    if (!agreed || asked.current === wanted) return
    asked.current = wanted
    void act(checkRows, { companyId, recordIds: wanted.split(',') }).then(result => {
      if (result.ok && result.value.checked) router.refresh()
    })
  }, [act, agreed, companyId, wanted, router])
  return null
}
