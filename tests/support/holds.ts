import { inAccount } from '../../lib/accounts/transaction.ts'
import { list } from '../../lib/activity/activity.ts'
import { present } from '../../lib/std/assert.ts'
import { calendarDate } from '../../lib/std/clock.ts'
import { refreshUnposted } from '../../lib/sync/collect.ts'
import type { Engine } from '../../lib/sync/context.ts'
import { holdRecords, releaseRecord } from '../../lib/sync/hold.ts'
import { workCompany } from '../../lib/sync/lane.ts'
import { recordChanged } from '../../lib/sync/real-time.ts'
import { recordPanel } from '../../lib/sync/views/panel.ts'
import { closedInvoice, type PostingWorld } from './world.ts'

export type Invoice = Awaited<ReturnType<typeof closedInvoice>>

export const reason = 'Customer disputes it'
export const may = { mayApprove: true, byItself: true }

/** What people and the worker do with records that are held. */
export function holdBench(world: PostingWorld) {
  async function hold(invoices: Invoice[], until: string | null = null) {
    const { accountId, actor } = world
    const ask = {
      accountId,
      actor,
      inAccount: <T>(work: Parameters<typeof inAccount<T>>[1]) => inAccount(accountId, work),
    }
    const records = invoices.map(({ id, number }) => ({ recordId: String(id), number }))
    const { held, kept } = await holdRecords(ask, records, {
      reason,
      until: until === null ? null : calendarDate(until),
    })
    return kept[0]?.result ?? (held === invoices.length ? 'done' : 'nothing')
  }

  const release = ({ id }: Invoice, terms = may, actor = world.actor) =>
    inAccount(world.accountId, tx =>
      releaseRecord({ tx, accountId: world.accountId, actor }, String(id), terms),
    )

  /** On the list, as the daily reading of it finds it. */
  async function listed(spec: object = {}) {
    const invoice = await closedInvoice(world, spec)
    await refreshUnposted(world.engine, world.accountId, world.companyId)
    return invoice
  }

  async function panel({ id }: Invoice) {
    const { accountId, companyId, engine } = world
    const ask = { accountId, companyId, psa: await engine.psaOf(accountId), inAccount }
    const view = await recordPanel(ask, String(id))
    if (view.kind !== 'record') throw new Error(`The panel shows ${view.kind}.`)
    return view
  }

  /** What the worker does with a callback of this record. */
  async function told({ id }: Invoice, mayStart = true) {
    const { accountId, engine } = world
    const psa = await engine.psaOf(accountId)
    return recordChanged({ accountId, psa, mayStart, inAccount }, String(id))
  }

  /** An engine whose ledger lets nothing begin: planned and ready is as far as a record comes. */
  async function waiting(): Promise<Engine> {
    const { engine, accountId, companyId } = world
    const ledger = present(await engine.ledgerOf(accountId, companyId), 'the ledger is connected')
    return { ...engine, ledgerOf: async () => ({ ...ledger, delayMs: () => 60_000 }) }
  }

  const workOnce = (engine: Engine = world.engine) =>
    workCompany(engine, world.accountId, world.companyId, new AbortController().signal)

  const inXero = async ({ number }: Invoice) => (await world.books.inXero(number)).length
  const state = async ({ id }: Invoice) => (await world.history.states(id)).document
  const activityOf = ({ id }: Invoice) =>
    inAccount(world.accountId, tx => list(tx, { subject: `invoice:${id}`, limit: 20 }))
  return { hold, release, listed, panel, told, waiting, workOnce, inXero, state, activityOf }
}
