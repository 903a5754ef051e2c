import { Amount, Day, Money } from '@/app/_ui/formats.tsx'
import type { EntryLine, EntryView } from '@/lib/sync/views/entry.ts'
import { Facts } from './facts.tsx'
import { ScrollBox } from './scroll-box.tsx'

/** The exact document, line by line, with the ConnectWise entries each line stands for, and what it does to the books. */
export function Entry({ entry, ledger }: { entry: EntryView; ledger: string }) {
  return (
    <div className="grid grid-cols-1 gap-2">
      <Head entry={entry} ledger={ledger} />
      {entry.kind !== 'journal' && <Lines entry={entry} ledger={ledger} />}
      <Journal entry={entry} />
    </div>
  )
}

function Lines({ entry, ledger }: { entry: EntryView; ledger: string }) {
  return (
    <ScrollBox label={`Lines in ${ledger}`}>
      <table className="table stacking">
        <thead>
          <tr>
            <th scope="col">Line in {ledger}</th>
            <th scope="col">Account</th>
            <th scope="col">Tax</th>
            <th scope="col" className="number">
              Quantity × price
            </th>
            <th scope="col" className="number">
              Amount ({entry.currency})
            </th>
          </tr>
        </thead>
        {entry.lines.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one document keep their order
          <Line key={place} line={line} />
        ))}
        <tfoot>
          <Total label="Subtotal" amount={entry.subtotal} />
          <Total label="Tax" amount={entry.tax} />
          <Total label="Total" amount={entry.total} strong />
        </tfoot>
      </table>
    </ScrollBox>
  )
}

const documentWords: Readonly<Record<EntryView['kind'], string>> = {
  invoice: 'Invoice',
  'credit-note': 'Credit note',
  bill: 'Bill',
  'vendor-credit': 'Vendor credit',
  spend: 'Bank transaction',
  receive: 'Bank refund',
  journal: 'Journal',
}
const cardWords: Readonly<Partial<Record<EntryView['kind'], string>>> = {
  spend: 'Card transaction',
  receive: 'Card refund',
}

function Head({ entry, ledger }: { entry: EntryView; ledger: string }) {
  const { kind, paidFrom } = entry
  const what = (paidFrom?.card && cardWords[kind]) || documentWords[kind]
  // Neither is owed by anybody.
  const settled = kind === 'journal' || paidFrom !== null
  const approved = settled ? 'Posted' : 'Approved'
  const facts = [
    ['Contact', entry.contactIsNew ? `${entry.contact} (created in ${ledger} first)` : entry.contact],
    [kind === 'receive' ? 'Came back to' : 'Paid from', paidFrom?.account ?? ''],
    ['Date', <Day key="date" day={entry.date} />],
    ['Due', settled ? '' : <Day key="due" day={entry.dueDate} />],
    ['Reference', entry.reference],
    [
      'Posted as',
      `${entry.status === 'draft' ? 'Draft' : approved}${entry.markSent ? ', marked as sent' : ''}`,
    ],
    ['Branding theme', entry.theme],
    ['Tax', entry.ledgerTax],
  ] as const
  return (
    <>
      <p className="font-semibold">
        {what} {entry.number} · <Money amount={entry.total} currency={entry.currency} withCode />
      </p>
      <Facts facts={facts} single />
    </>
  )
}

function Line({ line }: { line: EntryLine }) {
  const details = [line.item && `Item ${line.item}`, ...line.tracking, ...line.notes].filter(Boolean)
  return (
    <tbody data-role={line.rounding ? 'rounding' : 'sale'}>
      <tr>
        <td>
          {line.rounding && <strong>Rounding line: </strong>}
          {line.description}
          {details.length > 0 && <div className="foot">{details.join(' · ')}</div>}
        </td>
        <td>{line.account}</td>
        <td>
          {line.tax}
          <div className="foot">
            <Amount amount={line.amountTax} />
          </div>
        </td>
        <td className="number">
          {line.quantity} × <Amount amount={line.unitAmount} />
        </td>
        <td className="number">
          <Amount amount={line.amount} />
        </td>
      </tr>
      {line.sources.map((source, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the entries of one line keep their order
        <tr key={place} className="sources">
          <td>ConnectWise: {source.description}</td>
          <td>{source.account}</td>
          <td />
          <td className="number">{source.quantity}</td>
          <td className="number">
            <Amount amount={source.amount} />
          </td>
        </tr>
      ))}
    </tbody>
  )
}

function Total({ label, amount, strong = false }: { label: string; amount: string; strong?: boolean }) {
  return (
    <tr className={strong ? 'font-semibold' : ''}>
      <td colSpan={4} className="sum number">
        {label}
      </td>
      <td className="number">
        <Amount amount={amount} />
      </td>
    </tr>
  )
}

/** Of a journal it is all there is: line for line, with the ConnectWise entries each stands for. */
function Journal({ entry }: { entry: EntryView }) {
  const own = entry.kind === 'journal' ? entry.lines : []
  return (
    <ScrollBox label="Debits and credits">
      <table className="table fitting">
        <colgroup>
          <col />
          <col className="w-[31%]" />
          <col className="w-[31%]" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">Debits and credits</th>
            <th scope="col" className="number">
              Debit
            </th>
            <th scope="col" className="number">
              Credit
            </th>
          </tr>
        </thead>
        <tbody>
          {entry.journal.map((side, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one document keep their order
            <Side key={place} side={side} line={own[place]} />
          ))}
        </tbody>
        <tfoot>
          <tr className="font-semibold">
            <td>Sum</td>
            <td className="number">
              <Amount amount={entry.journalTotals.debit} />
            </td>
            <td className="number">
              <Amount amount={entry.journalTotals.credit} />
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollBox>
  )
}

function Side({ side, line }: { side: EntryView['journal'][number]; line: EntryLine | undefined }) {
  const details = line ? [line.description, ...line.tracking, ...line.notes].filter(Boolean) : []
  return (
    <>
      <tr>
        <td>
          {side.account}
          {details.length > 0 && <div className="foot">{details.join(' · ')}</div>}
        </td>
        <td className="number">
          <Amount amount={side.debit} />
        </td>
        <td className="number">
          <Amount amount={side.credit} />
        </td>
      </tr>
      {line?.sources.map((source, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the entries of one line keep their order
        <tr key={place} className="sources">
          <td>ConnectWise: {[source.description, source.account].filter(Boolean).join(' · ')}</td>
          <td className="number">
            <Amount amount={source.amount.startsWith('-') ? '' : source.amount} />
          </td>
          <td className="number">
            <Amount amount={source.amount.startsWith('-') ? source.amount.slice(1) : ''} />
          </td>
        </tr>
      ))}
    </>
  )
}
