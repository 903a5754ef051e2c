import Link from 'next/link'

const tabs = [
  ['logs', 'API calls'],
  ['logs/activity', 'Activity'],
] as const

export function LogTabs({ install, current }: { install: string; current: (typeof tabs)[number][0] }) {
  return (
    <nav className="tabs" aria-label="Logs">
      {tabs.map(([path, word]) => (
        <Link key={path} href={`/${install}/${path}`} aria-current={path === current ? 'page' : undefined}>
          {word}
        </Link>
      ))}
    </nav>
  )
}
