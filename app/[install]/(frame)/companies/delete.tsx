'use client'

import { useRouter } from 'next/navigation'
import { TypedConfirm } from '@/app/_ui/typed-confirm.tsx'
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
  const router = useRouter()
  return (
    <TypedConfirm
      label="Delete company"
      question={`${name} has never had books. It goes with its settings, for good; nothing in ConnectWise changes.`}
      name={name}
      verb="Delete"
      busy="Deleting…"
      action={deleteOne}
      companyId={companyId}
      onDone={() => router.push(`/${install}/companies`)}
    />
  )
}
