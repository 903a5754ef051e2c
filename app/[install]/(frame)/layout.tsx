import type { ReactNode } from 'react'
import { FrameProvider } from '@/app/_bridge/provider.tsx'
import { requireMember } from '@/app/_session/member.ts'
import { ViewBanner } from './view-banner.tsx'

/** Not run again on soft navigation: every page, action and route handler asks for the member itself. */
export default async function FrameLayout(props: {
  children: ReactNode
  params: Promise<{ install: string }>
}) {
  const { install } = await props.params
  const member = await requireMember(install)
  return (
    <FrameProvider
      install={install}
      manage={member.psa.uiOrigin}
      userId={member.userId}
      framed={member.framed}
    >
      {member.viewing && <ViewBanner name={member.viewing.name} />}
      {props.children}
    </FrameProvider>
  )
}
