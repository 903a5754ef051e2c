'use client'

import { useRouter } from 'next/navigation'
import { useId, useState } from 'react'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import { deleteOne } from './change.ts'

export function DeleteCompany({
  install,
  companyId,
  name,
}: {
  install: string
  companyId: string
  name: string
}) {
  const id = useId()
  const router = useRouter()
  const [typed, setTyped] = useState('')
  return (
    <ConfirmStrip
      label="Delete company"
      question={`${name} has never had books. It goes with its settings, for good; nothing in ConnectWise changes.`}
    >
      <label className="field" htmlFor={id}>
        <span>Type {name} to delete it</span>
        <input
          id={id}
          className="input"
          autoComplete="off"
          value={typed}
          onChange={event => setTyped(event.target.value)}
        />
      </label>
      <ActButton
        action={deleteOne}
        input={{ companyId, name: typed }}
        kind="danger"
        busy="Deleting…"
        disabled={typed.trim() !== name}
        onDone={() => router.push(`/${install}/companies`)}
      >
        Delete {name}
      </ActButton>
    </ConfirmStrip>
  )
}
