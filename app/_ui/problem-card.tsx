import Link from 'next/link'
import type { ShownProblem } from '@/lib/sync/views/shown.ts'
import { placeHref } from './places.ts'
import { TabLink } from './tab-link.tsx'

/** What, why, and the one button that goes to the exact field. */
export function ProblemCard(props: {
  problem: ShownProblem
  install: string
  /** whose problem it is: the fix is in its settings or mappings */
  companyId: string
  ledgerUrl: string
  /** in a pod our pages open in a tab of their own */
  inPod: boolean
  primary?: boolean
}) {
  const { problem, inPod } = props
  const tone = problem.severity === 'needs-fix' ? 'bad' : problem.severity === 'check' ? 'warn' : 'info'
  return (
    <div className="message" data-tone={tone} data-problem={problem.code}>
      {!inPod && <p className="font-semibold">{problem.title}</p>}
      <p>{problem.message}</p>
      <div className="actions">
        <Fix {...props} />
      </div>
    </div>
  )
}

function Fix(props: Parameters<typeof ProblemCard>[0]) {
  const { problem, ledgerUrl, inPod, primary = false } = props
  const target = placeHref(props, problem.place, { ledgerUrl })
  if (target === null) {
    return problem.place.screen === 'connectwise' ? (
      <span className="muted">In ConnectWise: {problem.fixLabel}</span>
    ) : null
  }
  const look = primary ? 'button primary' : 'button'
  if (!target.own) {
    return (
      <a className={look} href={target.href} target="_blank" rel="noopener noreferrer">
        {problem.fixLabel}
        <span aria-hidden="true">↗</span>
      </a>
    )
  }
  if (inPod) return <TabLink to={target.href} label={problem.fixLabel} primary={primary} />
  return (
    <Link className={look} href={target.href}>
      {problem.fixLabel}
    </Link>
  )
}
