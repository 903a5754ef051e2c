import type { Metadata } from 'next'
import { headers } from 'next/headers'
import type { ReactNode } from 'react'
import { bootstrapScript } from './_bridge/bootstrap.ts'
import { FrameGuard } from './_bridge/guard.tsx'
import { lookOfPath } from './_session/look.ts'
import { manageHeader, nonceHeader, pathHeader } from './_session/request.ts'
import './globals.css'

export const metadata: Metadata = { title: 'Evenbook', robots: { index: false } }

/** The inline script stands in every page that Manage may frame, sign-in and error pages too: before any bundle. */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const request = await headers()
  const manage = request.get(manageHeader)
  const nonce = request.get(nonceHeader) ?? undefined
  const { appearance, density } = await lookOfPath(request.get(pathHeader))
  return (
    <html lang="en" data-theme={appearance} data-density={density}>
      <head>
        {manage && (
          // The text is a function of ours and an origin as JSON.
          // biome-ignore lint/security/noDangerouslySetInnerHtml: an inline script is the point
          <script nonce={nonce} dangerouslySetInnerHTML={{ __html: bootstrapScript(manage) }} />
        )}
      </head>
      <body>
        {manage && <FrameGuard manage={manage} />}
        {children}
      </body>
    </html>
  )
}
