import './settings.css'
import type { ReactNode } from 'react'

/** A section of a settings page: what it is about at the left, its card at the right (knowledge/ux.md §1.1, forms). */
export function SettingsSection(props: { id: string; title: string; about: ReactNode; children: ReactNode }) {
  const { id, title } = props
  return (
    <section className="settings-section" id={id} aria-labelledby={`${id}-head`}>
      <div className="settings-about">
        <h2 className="section-head" id={`${id}-head`}>
          {title}
        </h2>
        <div className="muted">{props.about}</div>
      </div>
      <div className="card content-start">{props.children}</div>
    </section>
  )
}

export interface Anchor {
  id: string
  title: string
}

/** The sections of the page as links at its left. */
export function SettingsPage({ anchors, children }: { anchors: readonly Anchor[]; children: ReactNode }) {
  return (
    <div className="settings-page">
      <nav className="settings-anchors" aria-label="On this page">
        {anchors.map(({ id, title }) => (
          <a key={id} href={`#${id}`}>
            {title}
          </a>
        ))}
      </nav>
      <div className="settings-body">{children}</div>
    </div>
  )
}
