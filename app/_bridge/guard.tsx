'use client'

import { useEffect } from 'react'
import { startFrame } from './bootstrap.ts'

/** A page that the browser drew by itself (after an error of the server) never ran the inline script. */
export function FrameGuard({ manage }: { manage: string }) {
  useEffect(() => startFrame(window, manage), [manage])
  return null
}
