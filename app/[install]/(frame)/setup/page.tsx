import './setup.css'
import Link from 'next/link'
import { within } from '@/app/_session/within.ts'
import { CopyField } from '@/app/_ui/copy-field.tsx'
import { type OpenPage, openPage, type PageAddress } from '@/app/_ui/open-page.ts'
import { Shell } from '@/app/_ui/shell.tsx'
import { Watch } from '@/app/_ui/watch.tsx'
import { accountName } from '@/lib/accounts/accounts.ts'
import { wayOf } from '@/lib/accounts/factor.ts'
import { GoLive, Pause } from './live.tsx'
import { readSetup, setupVersion } from './read.ts'
import { Scan } from './scan.tsx'
import { type SetupFacts, type SetupStep, type SetupStepKey, setupPercent, setupSteps } from './steps.ts'

/** From an empty account to Go live: six steps, each read from what is, none ticked by hand. */
export default async function SetupPage(address: PageAddress) {
  const page = await openPage(address, 'configure')
  const { member, company, viewer } = page
  // Before the rest is read: what changes meanwhile is then seen as a change.
  const version = await setupVersion(page)
  const [facts, name] = await Promise.all([readSetup(page), within(member, accountName)])
  const steps = setupSteps(facts)
  const percent = setupPercent(steps)
  const question = `/${viewer.install}/setup/state?${new URLSearchParams({ company: company?.id ?? '' })}`
  return (
    <Shell page={page} current="setup" title="Setup">
      <Watch stream="" moving={false} question={question} version={version} />
      <section className="card" aria-label="Your account">
        <dl className="facts">
          <dt>Account Name</dt>
          <dd>{name}</dd>
        </dl>
        <CopyField label="Install key" value={viewer.install} />
      </section>
      <p>
        <progress className="bar" max={100} value={percent} aria-label="Setup" /> {percent} % done.{' '}
        {facts.live ? 'Evenbook is live.' : 'Nothing goes to the ledger by itself before the last step.'}
      </p>
      <TwoFactor page={page} />
      <ol className="checklist">
        {steps.map((step, place) => (
          <Step key={step.key} step={step} place={place + 1}>
            <Continue {...{ step, page, facts }} />
          </Step>
        ))}
      </ol>
    </Shell>
  )
}

/** Codes by mail do until then; an app is the better second factor. */
async function TwoFactor({ page }: { page: OpenPage }) {
  const { accountId, userId, installKey } = page.member
  if ((await wayOf({ accountId, userId })) === 'app') return null
  return (
    <div className="message row" data-tone="info">
      <span>Your codes come by mail. An authenticator app is quicker and safer.</span>
      <Link className="button" href={`/${installKey}/profile`}>
        Set up an app
      </Link>
    </div>
  )
}

const icons = { done: '✓', open: '→', later: '○', unknown: '?' } as const
const words = { done: 'done', open: 'to do', later: 'later', unknown: 'not known' } as const

function Step({ step, place, children }: { step: SetupStep; place: number; children: React.ReactNode }) {
  return (
    <li className="card" data-step={step.key} data-state={step.state}>
      <h2 className="section-head">
        <span aria-hidden="true">{icons[step.state]} </span>
        {place}. {step.title}
        <span className="sr-only">, {words[step.state]}</span>
      </h2>
      <p>{step.text}</p>
      <div className="actions">{children}</div>
    </li>
  )
}

const places: Readonly<Partial<Record<SetupStepKey, { to: string; label: string; again: string }>>> = {
  keys: { to: 'account', label: 'Open Account', again: '' },
  ledger: { to: 'companies', label: 'Connect a ledger', again: 'Open Companies' },
  manage: { to: 'setup/manage', label: 'Install in Manage', again: 'Show what stands there' },
  mappings: { to: 'mappings', label: 'Open Mappings', again: 'Open Mappings' },
  first: { to: 'sync', label: 'Choose an invoice', again: 'Open Sync' },
}

/** The one thing to do for a step; the next step's button is the page's own. */
function Continue({ step, page, facts }: { step: SetupStep; page: OpenPage; facts: SetupFacts }) {
  const { viewer, company } = page
  if (step.key === 'live')
    return facts.live ? (
      <Pause />
    ) : (
      <GoLive
        {...{ realTime: viewer.realTimeWanted, ledger: facts.organisation, waiting: facts.unchecked }}
        ready={step.state === 'open'}
      />
    )
  const place = places[step.key]
  const label = step.state === 'done' ? place?.again : place?.label
  return (
    <>
      {step.key === 'mappings' && company && facts.organisation !== null && facts.unchecked > 0 && (
        <Scan companyId={company.id} unchecked={facts.unchecked} />
      )}
      {place && label && step.state !== 'later' && (
        <Link
          className={step.state === 'open' ? 'button primary' : 'button'}
          href={`/${viewer.install}/${step.key === 'ledger' && company ? `companies/${company.id}` : place.to}`}
        >
          {label}
        </Link>
      )}
    </>
  )
}
