'use client'

import { useRouter } from 'next/navigation'

/** Whether the list follows stands in the address: loaded again, it still does. */
export function LiveSwitch({ on, address }: { on: boolean; address: string }) {
  const router = useRouter()
  return (
    <div className="row">
      <label className="row">
        <input
          type="checkbox"
          role="switch"
          className="size-6"
          aria-checked={on}
          checked={on}
          onChange={() => router.replace(address)}
        />
        Live
      </label>
      <span className="muted" role="status">
        {on && 'New calls appear by themselves.'}
      </span>
    </div>
  )
}
