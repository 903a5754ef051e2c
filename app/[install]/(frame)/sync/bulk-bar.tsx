'use client'

import { useRouter } from 'next/navigation'
import { ActButton } from '@/app/_ui/act-button.tsx'
import { ConfirmStrip } from '@/app/_ui/confirm-strip.tsx'
import { exactSum } from '@/app/_ui/exact-sum.ts'
import { documentsText, formatMoney } from '@/app/_ui/format.ts'
import { HoldRecords } from '@/app/_ui/hold.tsx'
import { ReleaseMany } from '@/app/_ui/release-many.tsx'
import type { ListFilter, ShownTotal, SyncRow } from '@/lib/sync/views/list.ts'
import { sendSelected } from './actions.ts'
import { hold, releaseSelected } from './hold/actions.ts'
import { releaseWhole, sendWhole } from './whole/actions.ts'
import { HoldWhole } from './whole-hold.tsx'

export interface Listed {
  install: string
  companyId: string
  ledger: string
  filter: ListFilter
  /** of all pages */
  count: number
  totals: ShownTotal[]
  maySend: boolean
}

interface Choice {
  /** ticked rows */
  chosen: SyncRow[]
  /** every row of this page that can be ticked is */
  full: boolean
  whole: boolean
  setWhole(on: boolean): void
}

/** Says what is ticked, and what its buttons will do. */
export function BulkBar(props: Listed & Choice) {
  const { chosen, full, whole, setWhole, count } = props
  return (
    <div className="sticky bulk row">
      <span role="status">{whole ? wholeText(props) : tickedText(chosen)}</span>
      {(whole || (full && count > chosen.length)) && (
        <button type="button" className="button" onClick={() => setWhole(!whole)}>
          {whole ? 'Only this page' : `Select all ${count.toLocaleString('en')} on this list`}
        </button>
      )}
      {whole ? <WholeButtons {...props} /> : <Buttons {...props} />}
    </div>
  )
}

function tickedText(chosen: SyncRow[]): string {
  if (chosen.length === 0) return 'Tick what is to be sent, held or released.'
  return `${chosen.length} ticked · ${sums(chosen)}`
}

function wholeText({ count, totals }: Listed): string {
  return `All ${count.toLocaleString('en')} are selected · ${totalsText(totals)}`
}

function Buttons({ install, companyId, ledger, chosen }: Listed & Choice) {
  const router = useRouter()
  const toSend = chosen.filter(row => row.sendable)
  const held = chosen.filter(row => row.hold !== null)
  const ids = (rows: SyncRow[]) => rows.map(row => row.recordId)
  return (
    <>
      {toSend.length > 0 && (
        <>
          <ConfirmStrip
            key={toSend.length}
            label={`Send ${toSend.length} selected`}
            kind="primary"
            question="Each is checked once more; what needs a fix stays here."
          >
            <ActButton
              action={sendSelected}
              input={{ companyId, recordIds: ids(toSend) }}
              kind="primary"
              busy="Starting…"
              onDone={({ runId }) => router.push(`/${install}/sync/${runId}`)}
            >
              Send {documentsText([tallied(toSend)])}, {sums(toSend)}, to {ledger}
            </ActButton>
          </ConfirmStrip>
          <HoldRecords
            key={`hold ${toSend.length}`}
            action={hold}
            input={{ recordIds: ids(toSend) }}
            label={`Hold ${toSend.length} selected`}
          />
        </>
      )}
      {held.length > 0 && (
        <ReleaseMany
          action={releaseSelected}
          input={{ recordIds: ids(held) }}
          label={`Release ${held.length} selected`}
        />
      )}
    </>
  )
}

/** All pages of the list: the server reads them by the filter, and refuses where they are not what was seen. */
function WholeButtons({ install, companyId, ledger, filter, count, totals, maySend }: Listed) {
  const router = useRouter()
  const { search, to, location, show, source } = filter
  const input = {
    companyId,
    count,
    filter: { source, search, to, location, show: show === 'held' ? ('held' as const) : ('' as const) },
  }
  if (show === 'held')
    return (
      <ReleaseMany action={releaseWhole} input={input} label={`Release all ${count.toLocaleString('en')}`} />
    )
  if (!maySend) return null
  return (
    <>
      <ConfirmStrip
        label={`Send all ${count.toLocaleString('en')}`}
        kind="primary"
        question="Each is checked once more; what needs a fix or is held stays here."
      >
        <ActButton
          action={sendWhole}
          input={input}
          kind="primary"
          busy="Starting…"
          onDone={({ runId }) => router.push(`/${install}/sync/${runId}`)}
        >
          Send what can go of {documentsText(totals)}, {totalsText(totals)}, to {ledger}
        </ActButton>
      </ConfirmStrip>
      <HoldWhole input={input} />
    </>
  )
}

function totalsText(totals: ShownTotal[]): string {
  return totals.map(one => formatMoney(one.total, one.currency, true)).join(' and ')
}

function sums(rows: SyncRow[]): string {
  return [...Map.groupBy(rows, row => row.currency)]
    .map(([currency, group]) => formatMoney(exactSum(group.map(row => row.total)), currency, true))
    .join(' and ')
}

function tallied(rows: SyncRow[]) {
  const of = (...kinds: SyncRow['kind'][]) => rows.filter(row => kinds.includes(row.kind)).length
  const bills = of('bill', 'vendor-credit')
  const [movements, expenses] = [of('journal'), of('expense')]
  return { count: rows.length, credits: of('credit-memo'), bills, movements, expenses }
}
