import type { ReactNode } from 'react'

/** A wide table scrolls in its own box, never the page; who has no pointer reaches the box by Tab (axe: scrollable-region-focusable). */
export function ScrollBox({ label, children }: { label: string; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a box that scrolls has to be reached from the keyboard
    <section className="table-box" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
