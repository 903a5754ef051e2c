import { Panel } from '@/app/_ui/record-panel.tsx'
import { StatusPill } from '@/app/_ui/status-pill.tsx'
import { TabLink } from '@/app/_ui/tab-link.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import type { PanelView } from '@/lib/sync/views/panel.ts'
import { Again } from './again.tsx'
import type { PodMessage } from './read.ts'

export function RecordView({ view, viewer }: { view: PanelView; viewer: Viewer }) {
  if (view.kind === 'record') return <Panel panel={view} viewer={viewer} />
  if (view.kind === 'not-yours') return <NotYours company={view.company} admins={view.admins} />
  if (view.kind === 'missing')
    return (
      <>
        <StatusPill pill={{ word: 'Not found', icon: '–', tone: 'neutral' }} />
        <h1 className="headline">ConnectWise does not have this record</h1>
        <p>It may have been deleted, or your ConnectWise keys may not see it.</p>
        <Again />
      </>
    )
  return (
    <>
      <StatusPill pill={{ word: 'Out of touch', icon: '!', tone: 'warn' }} />
      <h1 className="headline">We can’t read this record now</h1>
      <p>{view.message} Saving in ConnectWise still works.</p>
      <Again />
    </>
  )
}

/** That it is permission, and who can help. */
function NotYours({ company, admins }: { company: string; admins: string[] }) {
  return (
    <>
      <StatusPill pill={{ word: 'Not yours', icon: '–', tone: 'neutral' }} />
      <h1 className="headline">This record belongs to {company}</h1>
      <p>You have not been given this company. An account admin can give it to you: {admins.join(', ')}.</p>
    </>
  )
}

/** An entry that the accounting interface does not have: not approved yet, or never to be posted. */
export function NotOffered({ status }: { status: string }) {
  return (
    <>
      <StatusPill pill={{ word: 'Not offered yet', icon: '○', tone: 'neutral' }} />
      <h1 className="headline">ConnectWise does not offer this expense yet</h1>
      <p>
        {status !== '' && `There it is ${spaced(status)}. `}
        It shows here once it is approved and waits to be posted.
      </p>
      <Again />
    </>
  )
}

/** ConnectWise writes its words as one: ReadyToBill. */
function spaced(word: string): string {
  return word.replace(/(?<=[a-z])(?=[A-Z])/g, ' ').toLowerCase()
}

const messages: Readonly<Record<PodMessage, readonly [heading: string, text: string]>> = {
  unsaved: ['Save the record first', 'Its state shows here once ConnectWise has given it an id.'],
  'no-screen': [
    'Nothing to show on this screen',
    'Evenbook shows invoices on an Invoice, an Agreement, a Company or a Company Finance screen, bills on a Purchase Order, an expense on its own screen, and what waits for you on Today.',
  ],
  'no-company': ['No company is set up yet', 'Connect a ledger, then records can be sent from here.'],
}

export function Message({ kind, viewer }: { kind: PodMessage; viewer: Viewer }) {
  const [heading, text] = messages[kind]
  return (
    <>
      <h1 className="headline">{heading}</h1>
      <p>{text}</p>
      {kind === 'no-company' && viewer.mayConfigure && (
        <div className="actions">
          <TabLink to={`/${viewer.install}/companies?at=connection`} label="Connect a ledger" primary />
        </div>
      )}
    </>
  )
}
