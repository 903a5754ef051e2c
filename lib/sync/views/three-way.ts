import { documentFromJson } from '../../accounting/document-json.ts'
import { planRecord } from '../../accounting/plan.ts'
import { type SlipBill, type ThreeWayLine, threeWay } from '../../accounting/three-way.ts'
import { ledgerNameOf } from '../../accounts/connections.ts'
import { ConnectorError } from '../../connectors/ports.ts'
import type { PsaPurchaseOrder } from '../../connectors/psa-facts.ts'
import type { Decimal } from '../../std/decimal.ts'
import { optionsForEach } from '../exceptions.ts'
import { exportFresh } from '../fresh.ts'
import { given } from '../plan.ts'
import type { PostingRow } from '../postings/store.ts'
import { isUndoing } from '../undone.ts'
import type { PanelAsk } from './panel.ts'
import { seenBy } from './several.ts'
import { amountText, type ShownProblem, showProblems } from './shown.ts'
import { postingsOfRecords, recordsOfParent } from './store.ts'

/** A purchase order against what came of it and what its bills say: plain data, figures as text, amounts before tax. */
export interface ThreeWayView {
  currency: string
  lines: ThreeWayRow[]
  totals: { ordered: string; received: string; billed: string; open: string }
  /** worth a look; none of them keeps anything from being sent */
  findings: ShownProblem[]
  /** whose the order is: the places of its findings are there */
  companyId: string
}

export interface ThreeWayRow {
  /** '' where the order has no such line */
  number: string
  product: string
  description: string
  ordered: Figures | null
  received: { quantity: string; slip: string; amount: string } | null
  billed: (Figures & { number: string; stands: boolean; recordId: string }) | null
  /** that still has to come; '' for nothing */
  open: string
  canceled: boolean
  batched: boolean
  differs: boolean
}

interface Figures {
  quantity: string
  price: string
  amount: string
}

/**
 * Null where ConnectWise cannot be asked, or the order is not this member's to see. However many slips an order has, it is asked
 * once for the order and once for what of it waits; what is posted says itself what was billed.
 */
export async function orderThreeWay(ask: PanelAsk, orderId: string): Promise<ThreeWayView | null> {
  try {
    const order = await ask.psa.purchaseOrder(orderId)
    const companyId = order && (await seenBy(ask)).companyOf(order.locationId)
    if (!order || !companyId) return null
    return await compared({ ...ask, companyId }, order)
  } catch (error) {
    if (!(error instanceof ConnectorError)) throw error
    return null
  }
}

async function compared(ask: PanelAsk, order: PsaPurchaseOrder): Promise<ThreeWayView> {
  const { accountId, companyId, inAccount } = ask
  const known = await inAccount(accountId, async tx => {
    const rows = (await recordsOfParent(tx, order.id)).filter(row => row.companyId === companyId)
    const ids = rows.map(row => row.sourceId)
    return { rows, postings: await postingsOfRecords(tx, ids), ledger: await ledgerNameOf(tx, companyId) }
  })
  const sent = known.rows.flatMap(({ sourceId, number }) => {
    const posting = known.postings.get(sourceId)?.document ?? null
    const slip = number.slice(order.number.length + 1)
    return posting && speaks(posting) ? [sentBill(posting, sourceId, slip)] : []
  })
  const told = new Set(sent.map(({ recordId }) => recordId))
  const waiting = known.rows.filter(row => row.unposted && !told.has(row.sourceId))
  const planned = await plannedBills(
    ask,
    waiting.map(row => row.sourceId),
  )
  const { lines, totals } = threeWay(order, [...sent, ...planned])
  const findings = lines.flatMap(line => line.findings)
  return {
    currency: order.currency || known.rows[0]?.currency || '',
    lines: lines.map(shownLine),
    totals: {
      ordered: amountText(totals.ordered),
      received: amountText(totals.received),
      billed: amountText(totals.billed),
      open: amountText(totals.open),
    },
    findings: showProblems(findings, known.ledger),
    companyId,
  }
}

/** A document that stands, or is on its way. */
function speaks({ live, target, payload, state, ...posting }: PostingRow): boolean {
  return live && target === 'ledger' && payload !== null && state !== 'planned' && !isUndoing(posting)
}

const standing: ReadonlySet<PostingRow['state']> = new Set(['posted', 'confirmed', 'drifted', 'mismatch'])

function sentBill({ payload, state }: PostingRow, recordId: string, slip: string): SlipBill {
  return { recordId, slip, document: documentFromJson(payload), stands: standing.has(state) }
}

/** As the previews of these slips have them, by the same planner. */
async function plannedBills(ask: PanelAsk, recordIds: string[]): Promise<SlipBill[]> {
  if (recordIds.length === 0) return []
  const { accountId, companyId, psa, inAccount } = ask
  const fresh = await exportFresh({ psa, accountId, companyId, engine: { inAccount } }, recordIds)
  return inAccount(accountId, async tx => {
    const scope = { tx, accountId, companyId }
    const known = await given(scope)
    const optionsFor = await optionsForEach(scope, recordIds, known.options)
    return [...fresh].flatMap(([recordId, outcome]): SlipBill[] => {
      if (outcome.kind !== 'exported' || outcome.record.kind !== 'purchase') return []
      const { record } = outcome
      const { document } = planRecord({ record, ...known, options: optionsFor(recordId) })
      return document ? [{ recordId, slip: record.packingSlip, document, stands: false }] : []
    })
  })
}

function shownLine(line: ThreeWayLine): ThreeWayRow {
  const { ordered, received, billed } = line
  return {
    number: line.number === null ? '' : String(line.number),
    product: line.product,
    description: line.description,
    ordered: ordered && figures(ordered.quantity, ordered.unitCost, ordered.amount),
    received: received && {
      quantity: received.quantity.toText(),
      slip: received.slip,
      amount: amountText(received.amount),
    },
    billed: billed && {
      ...figures(billed.quantity, billed.unitPrice, billed.amount),
      number: billed.number,
      stands: billed.stands,
      recordId: billed.recordId,
    },
    open: line.open.isZero() ? '' : line.open.toText(),
    canceled: line.canceled,
    batched: line.batched,
    differs: line.findings.length > 0,
  }
}

function figures(quantity: Decimal, price: Decimal, amount: Decimal): Figures {
  return { quantity: quantity.toText(), price: amountText(price), amount: amountText(amount) }
}
