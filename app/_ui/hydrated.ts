'use client'

import { useSyncExternalStore } from 'react'

/** false in the server's HTML and until React has taken the page over: a click before that would be lost without a word. */
export function useHydrated(): boolean {
  return useSyncExternalStore(never, yes, no)
}

const never = () => () => undefined
const yes = () => true
const no = () => false
