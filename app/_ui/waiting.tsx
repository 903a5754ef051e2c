import type { ReactNode } from 'react'

/** In the place of what an outside system has not answered yet: says whom we ask, and the page around it works. */
export function Waiting({ children }: { children: ReactNode }) {
  return (
    <div className="grid gap-2 late" aria-busy="true">
      <p className="muted" role="status">
        {children}
      </p>
      <div className="bone w-3/4" />
      <div className="bone" />
      <div className="bone w-2/3" />
    </div>
  )
}
