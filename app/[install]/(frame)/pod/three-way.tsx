import { Amount } from '@/app/_ui/formats.tsx'
import { ProblemCard } from '@/app/_ui/problem-card.tsx'
import { ScrollBox } from '@/app/_ui/scroll-box.tsx'
import type { Viewer } from '@/app/_ui/viewer.ts'
import type { ThreeWayRow, ThreeWayView } from '@/lib/sync/views/three-way.ts'

/** The order, what came of it, and what its bills say, line by line. */
export function ThreeWay({ view, viewer }: { view: ThreeWayView; viewer: Viewer }) {
  const { lines, totals, findings, companyId } = view
  if (lines.length === 0) return null
  return (
    <section className="grid grid-cols-1 gap-2" aria-labelledby="three-way">
      <h2 id="three-way" className="font-semibold">
        Ordered, received and billed
      </h2>
      {findings.map(problem => (
        <ProblemCard
          key={problem.message}
          {...{ problem, companyId, install: viewer.install, inPod: true }}
          ledgerUrl={viewer.ledgerUrl}
        />
      ))}
      <ScrollBox label="Lines of the order">
        <table className="table fitting stacking">
          <thead>
            <tr>
              <th scope="col">Line{view.currency && ` (${view.currency}, before tax)`}</th>
              <th scope="col">Ordered</th>
              <th scope="col">Received</th>
              <th scope="col">Billed</th>
              <th scope="col">Still to come</th>
            </tr>
          </thead>
          <tbody>
            {lines.map((line, place) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one order keep their order
              <Line key={place} line={line} />
            ))}
          </tbody>
          <tfoot>
            <tr className="font-semibold">
              <th scope="row">Total</th>
              <td>
                <Amount amount={totals.ordered} />
              </td>
              <td>
                <Amount amount={totals.received} />
              </td>
              <td>
                <Amount amount={totals.billed} />
              </td>
              <td>
                <Amount amount={totals.open} />
              </td>
            </tr>
          </tfoot>
        </table>
      </ScrollBox>
    </section>
  )
}

function Line({ line }: { line: ThreeWayRow }) {
  const { ordered, received, billed, open } = line
  return (
    <tr data-differs={line.differs || undefined}>
      <th scope="row">
        {line.number && `${line.number}. `}
        {line.description || line.product}
        {line.product && line.description !== '' && <div className="foot">{line.product}</div>}
        {line.differs && <div className="foot">Check: not as ordered</div>}
      </th>
      <td>{ordered ? <Figures {...ordered} /> : '–'}</td>
      <td>
        {received ? (
          <>
            {received.quantity}
            <div className="foot">{received.slip && `Slip ${received.slip}`}</div>
          </>
        ) : (
          '–'
        )}
      </td>
      <td>
        {billed ? (
          <>
            <Figures {...billed} />
            <div className="foot">
              {billed.stands ? billed.number : `${billed.number}, not in the ledger yet`}
            </div>
          </>
        ) : (
          (line.batched && 'Not by Evenbook') || '–'
        )}
      </td>
      <td>{line.canceled ? 'Canceled' : open || '–'}</td>
    </tr>
  )
}

function Figures({ quantity, price, amount }: { quantity: string; price: string; amount: string }) {
  return (
    <>
      {quantity} × <Amount amount={price} />
      <div className="foot">
        <Amount amount={amount} />
      </div>
    </>
  )
}
