import { Day, Money } from '@/app/_ui/formats.tsx'
import './kit.css'
import type { RecordPanel } from '@/lib/sync/views/panel.ts'
import { AmendChanges, Amending } from './amend.tsx'
import { Credits } from './credits.tsx'
import { Entry } from './entry-view.tsx'
import { Facts } from './facts.tsx'
import { plural } from './format.ts'
import { HeldNote } from './held-note.tsx'
import { Paid } from './paid.tsx'
import { ProblemCard } from './problem-card.tsx'
import { Receipts } from './receipts.tsx'
import { RecordActions } from './record-actions.tsx'
import { RecordFoot } from './record-foot.tsx'
import { recordWords } from './record-words.ts'
import { StatusPill } from './status-pill.tsx'
import { Steps } from './steps.tsx'
import { TimeText } from './time-text.tsx'
import { UndoRefused } from './undo.tsx'
import type { Viewer } from './viewer.ts'
import { Watch } from './watch.tsx'

interface Props {
  panel: RecordPanel
  viewer: Viewer
}

/** One record in every state: state line, headline, body, actions, foot; then the document, which scrolls. */
export function Panel({ panel, viewer }: Props) {
  const { install, ledger } = viewer
  const question = `/${install}/pod/state?${new URLSearchParams({ record: panel.recordId })}`
  const stream = `/${install}/api/progress?${new URLSearchParams({ posting: panel.posting?.id ?? panel.recordId })}`
  return (
    <>
      <Watch
        stream={stream}
        question={question}
        version={panel.version}
        moving={panel.posting?.moving ?? false}
      />
      <StateLine {...{ panel, viewer }} />
      <Headline {...{ panel, viewer }} />
      <Trouble {...{ panel, viewer }} />
      <Body {...{ panel, viewer }} />
      <Paid paid={panel.paid} />
      <Credits credits={panel.credits} />
      <Receipts receipts={panel.receipts} viewer={viewer} />
      <UndoRefused refused={panel.undo.refused} />
      <Amending amend={panel.amend} currency={panel.currency} ledger={ledger} />
      <Anyway panel={panel} />
      <RecordActions {...{ panel, viewer }} />
      <RecordFoot {...{ panel, viewer }} />
      <AmendChanges changes={panel.amend.changes} ledger={ledger} />
      {panel.entry && (
        <details open={!viewer.inPod}>
          <summary>{panel.hash === null && panel.posting ? 'View entry' : 'Preview'}</summary>
          <Entry entry={panel.entry} ledger={ledger} />
          {panel.beside && (
            <>
              <h3>Cost of goods, posted beside it</h3>
              <Entry entry={panel.beside} ledger={ledger} />
            </>
          )}
        </details>
      )}
    </>
  )
}

function StateLine({ panel, viewer }: Props) {
  const { connection } = panel
  const pill = shownPill(panel)
  return (
    <div className="state-line">
      <StatusPill pill={pill} />
      <p className="sr-only" role="status">
        {pill.word}
      </p>
      <span className="where">
        {connection.kind === 'none' ? '' : `${viewer.ledger} · ${connection.name}`}
      </span>
    </div>
  )
}

/** Closed, not sent, and nowhere to send it: that there is no ledger says it all. */
const needsLedger: ReadonlySet<RecordPanel['standing']> = new Set(['ready', 'unchecked', 'fix', 'waiting'])

function shownPill({ pill, outOfTouch, connection, standing }: RecordPanel): RecordPanel['pill'] {
  if (outOfTouch !== '') return { word: 'Out of touch', icon: '!', tone: 'warn' }
  if (connection.kind === 'none' && needsLedger.has(standing))
    return { word: 'Not connected', icon: '–', tone: 'neutral' }
  return pill
}

const outOfLedger: ReadonlySet<RecordPanel['standing']> = new Set(['undone', 'batch-stays'])

function Headline({ panel, viewer }: Props) {
  const { posting, number, standing } = panel
  const Heading = viewer.inPod ? 'h1' : 'h2'
  if (posting?.live && posting.remoteUrl !== '' && !outOfLedger.has(standing)) {
    return (
      <Heading className="headline">
        <a href={posting.remoteUrl} target="_blank" rel="noopener noreferrer">
          {number} in {viewer.ledger}
          <span aria-hidden="true"> ↗</span>
        </a>
      </Heading>
    )
  }
  const rest =
    panel.outOfTouch === '' ? (
      <Money amount={panel.total} currency={panel.currency} withCode />
    ) : (
      `last known: ${panel.pill.word}`
    )
  return (
    <Heading className="headline">
      {number} · {rest}
    </Heading>
  )
}

/** What stands in the way of everything: ConnectWise out of reach, or no ledger. */
function Trouble({ panel, viewer }: Props) {
  const { connection, outOfTouch } = panel
  return (
    <>
      {outOfTouch !== '' && (
        <p className="message" data-tone="warn">
          {outOfTouch} Saving in ConnectWise still works.
        </p>
      )}
      {connection.kind === 'none' && (
        <p className="message" data-tone="warn">
          No ledger is connected, so nothing goes from here.
          {viewer.mayConfigure ? '' : ' An account admin can connect it.'}
        </p>
      )}
      {connection.kind === 'reconnect' && (
        <p className="message" data-tone="warn">
          {viewer.ledger} no longer accepts the connection to {connection.name}. What waits goes by itself
          once it is renewed.
        </p>
      )}
    </>
  )
}

function Body({ panel, viewer }: Props) {
  const { ledger } = viewer
  switch (panel.standing) {
    case 'open':
      return <Open {...{ panel, viewer }} />
    case 'sending':
    case 'waiting':
      // What waits for an approval is not under way.
      return panel.posting?.live && !panel.problems.some(problem => problem.severity === 'waiting') ? (
        <Steps steps={panel.steps} queued={panel.standing === 'waiting'} />
      ) : (
        <Problems {...{ panel, viewer }} />
      )
    case 'checking':
      return <p>{ledger} did not answer. We look for it before anything is sent again.</p>
    case 'fix':
      return (
        <>
          <p className="font-semibold">
            {panel.posting?.live && panel.posting.rebill
              ? `It is credited, and not billed again in ${ledger} yet`
              : `Nothing was sent to ${ledger}`}
          </p>
          <Problems {...{ panel, viewer }} />
        </>
      )
    case 'check':
    case 'changed':
    case 'changed-there':
      return <Compared {...{ panel, viewer }} />
    case 'held':
      return <Held panel={panel} />
    case 'marking':
    case 'marked':
    case 'unmarking':
      return <Marked panel={panel} words={markedWords[panel.standing]} />
    case 'undoing':
      return <Steps steps={panel.steps} queued={false} />
    case 'undone':
      return <Undone {...{ panel, viewer }} />
    case 'not-sent':
      return panel.foreignBatch === '' ? (
        <Problems {...{ panel, viewer }} />
      ) : (
        <p>
          It is already in ConnectWise batch {panel.foreignBatch}, which was not made here, so it is not sent.
        </p>
      )
    default:
      return (
        <>
          <PanelFacts panel={panel} />
          <Problems {...{ panel, viewer }} />
        </>
      )
  }
}

function Compared(props: Props) {
  return (
    <>
      <Totals {...props} />
      <Problems {...props} />
    </>
  )
}

/** Whose word it is that a rule does not hold for this one. */
function Anyway({ panel }: { panel: RecordPanel }) {
  return panel.anyway.told.map(({ by, at, reason }) => (
    <p key={at} className="foot">
      {panel.posting?.postedAt ? 'Sent' : 'To be sent'} anyway, by {by} <TimeText at={at} />: {reason}
    </p>
  ))
}

const openWords: Readonly<Record<RecordPanel['source'], string>> = {
  invoice: 'ConnectWise writes its entries when you close it',
  purchase:
    'ConnectWise does not offer it: it was taken back or batched there. It shows again once it is received and closed',
  stock: 'ConnectWise does not offer it: it was batched there. It shows again once its batch is deleted',
  expense:
    'ConnectWise does not offer it: it was rejected or batched there. It shows again once it is approved',
}

function Open({ panel, viewer }: Props) {
  const goesByItself = viewer.realTime && panel.connection.kind === 'connected'
  return (
    <>
      <p>
        {openWords[panel.source]}
        {goesByItself ? `; then it goes to ${viewer.ledger} by itself.` : ', then you can send it.'}
      </p>
      <PanelFacts panel={panel} />
      <Problems {...{ panel, viewer }} lead="to fix first" />
    </>
  )
}

function Undone({ panel, viewer }: Props) {
  const { entry } = panel
  return (
    <>
      <p>
        It is out of {viewer.ledger} and unposted in ConnectWise. It goes again only when somebody sends it
        {entry && entry.number !== panel.number
          ? `, as ${entry.number}: ${viewer.ledger} keeps the number of the one before.`
          : '.'}
      </p>
      <Problems {...{ panel, viewer }} />
    </>
  )
}

function Held({ panel }: { panel: RecordPanel }) {
  const { hold } = panel
  return (
    <>
      {hold && (
        <p>
          <HeldNote hold={hold} />
        </p>
      )}
      <PanelFacts panel={panel} />
    </>
  )
}

function Marked({ panel, words }: { panel: RecordPanel; words: string }) {
  return (
    <>
      <p>{words}</p>
      <PanelFacts panel={panel} />
    </>
  )
}

const markedWords = {
  marking: 'It is being batched in ConnectWise, and not sent.',
  marked: 'It is batched in ConnectWise and was not sent.',
  unmarking: 'Its batch in ConnectWise is being deleted; then it can be sent.',
}

function PanelFacts({ panel }: { panel: RecordPanel }) {
  const { entry, posting } = panel
  const due = entry?.dueDate ?? panel.dueDate
  const facts = [
    [recordWords[panel.source].party, panel.customer],
    ['Due', due === null ? '' : <Day key="due" day={due} />],
    ['Lines / tax', entry ? <Lines key="lines" entry={entry} /> : ''],
    [
      'Total',
      posting?.totalThere ? (
        <Money key="total" amount={posting.totalThere} currency={panel.currency} withCode />
      ) : (
        ''
      ),
    ],
    ['Batch', posting?.batch ?? ''],
    ['Reason', posting?.live ? posting.reason : ''],
  ] as const
  return <Facts facts={facts} />
}

function Lines({ entry }: { entry: NonNullable<RecordPanel['entry']> }) {
  return (
    <>
      {plural(entry.lines.length, 'line')} · <Money amount={entry.tax} currency={entry.currency} />
    </>
  )
}

function Totals({ panel, viewer }: Props) {
  const { posting, currency } = panel
  if (!posting) return null
  return (
    <dl className="facts single">
      <dt>Total here</dt>
      <dd>
        <Money amount={panel.total} currency={currency} withCode />
      </dd>
      <dt>Total in {viewer.ledger}</dt>
      <dd>
        <Money amount={posting.totalThere} currency={currency} withCode />
      </dd>
      {posting.batch !== '' && (
        <>
          <dt>Batch</dt>
          <dd>{posting.batch}</dd>
        </>
      )}
    </dl>
  )
}

function Problems({ panel, viewer, lead = '' }: Props & { lead?: string }) {
  const { problems } = panel
  if (problems.length === 0) return null
  return (
    <div className="grid gap-1">
      {lead !== '' && (
        <p>
          {plural(problems.length, 'thing')} {lead}
        </p>
      )}
      {problems.map((problem, place) => (
        <ProblemCard
          key={`${problem.code}${problem.message}`}
          problem={problem}
          install={viewer.install}
          companyId={panel.companyId}
          ledgerUrl={viewer.ledgerUrl}
          inPod={viewer.inPod}
          primary={place === 0 && problem.severity === 'needs-fix'}
        />
      ))}
    </div>
  )
}
