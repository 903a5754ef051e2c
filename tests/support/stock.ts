import { z } from 'zod'
import { stockId } from '../../lib/accounting/record-id.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { saveMapping } from '../../lib/mappings/mappings.ts'
import { ledgerItems } from '../../lib/reference/reference.ts'
import { present } from '../../lib/std/assert.ts'
import { Decimal } from '../../lib/std/decimal.ts'
import { recordPanel } from '../../lib/sync/views/panel.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import type { AdjustmentSpec, TransferSpec } from '../simulators/connectwise/seed-movements.ts'
import type { World } from './accounts-world.ts'
import type { QuickBooksWorld } from './quickbooks-world.ts'
import type { PostingWorld, SendingWorld } from './world.ts'

const zMovement = z.object({
  productId: z.string(),
  total: z.string(),
  entries: z.array(z.object({ id: z.int(), batchId: z.int().nullable() })),
})
const zStock = z.array(z.object({ warehouse: z.string(), xref: z.string(), value: z.string() }))
const zTruth = z.object({
  tenants: z.record(z.string(), z.object({ movements: z.array(zMovement), stock: zStock })),
})
const zMade = z.object({ adjustments: z.array(z.string()), transfers: z.array(z.string()) })

/** An adjustment or a transfer as Manage has it. */
export interface Movement {
  /** as the engine knows it */
  id: string
  number: string
  total: string
  batchIds: (number | null)[]
}

const count: AdjustmentSpec = {
  identifier: 'Count',
  daysAgo: 2,
  lines: [{ item: 'dock', quantity: 2, cost: '240.10' }],
}

/** Stock as people count and move it in Manage. */
export function openStock({ connectwise }: Pick<World, 'connectwise'>) {
  const { control } = connectwise
  const tenant = DEMO.company
  const read = async () => present(zTruth.parse(await control.truth()).tenants[tenant], 'the login company')
  const movement = async (productId: string): Promise<Movement> => {
    const found = present(
      (await read()).movements.find(one => one.productId === productId),
      'the movement',
    )
    const [number = '', of = ''] = productId.split('-')
    return {
      id: stockId(productId),
      number: `${of === 'transfer' ? 'Transfer' : 'Adjustment'} ${number}`,
      total: found.total,
      batchIds: found.entries.map(({ batchId }) => batchId),
    }
  }
  const add = async (body: { adjustments?: AdjustmentSpec[]; transfers?: TransferSpec[] }) => {
    const made = zMade.parse(await control.call('POST', 'procurement', { tenant, ...body }))
    return movement(present([...made.adjustments, ...made.transfers][0], 'a movement'))
  }
  return {
    adjust: (spec: Partial<AdjustmentSpec> = {}) => add({ adjustments: [{ ...count, ...spec }] }),
    transfer: (spec: Partial<TransferSpec> = {}) =>
      add({
        transfers: [
          {
            description: 'For Melbourne',
            from: 'sydney',
            to: 'melbourne',
            daysAgo: 2,
            lines: [{ item: 'firewall', quantity: 2, cost: '902.50' }],
            ...spec,
          },
        ],
      }),
    again: ({ id }: Movement) => movement(id.replace('stock-', '')),
    /** Its first line was so many: not once it is batched. */
    async countAgain({ id }: Movement, quantity: number): Promise<void> {
      const movement = id.replace('stock-', '')
      await control.call('PATCH', 'movements', { tenant, movement, quantity })
    },
    /** By hand, in Manage's accounting interface. */
    async deleteBatch(id: number): Promise<void> {
      await control.call('DELETE', 'batches', { tenant, id })
    },
    /** What each warehouse holds at what it cost, by its Location XRef. */
    async worth(): Promise<Map<string, Decimal>> {
      return new Map((await read()).stock.map(({ xref, value }) => [xref, Decimal.parse(value)]))
    },
  }
}

/** ConnectWise's GL account → the ledger's, by its code. */
export async function mapAccounts(
  { accountId, companyId, actor }: Pick<SendingWorld, 'accountId' | 'companyId' | 'actor'>,
  codes: Readonly<Record<string, string>>,
): Promise<void> {
  await inAccount(accountId, async tx => {
    const accounts = await ledgerItems(tx, companyId, ['account'])
    for (const [psaKey, code] of Object.entries(codes)) {
      const { id, name } = present(
        accounts.find(account => account.code === code),
        `account ${code}`,
      )
      const ledger = { id, name }
      await saveMapping(tx, { companyId, actor, kind: 'account', psaKey, psaName: psaKey, ledger })
    }
  })
}

/** What Manage calls “Adjustment 12” is ADJ-12 in the ledger. */
export function numberOf({ number }: Movement): string {
  return number.replace('Adjustment ', 'ADJ-').replace('Transfer ', 'TRF-')
}

export interface StockWorld extends World, SendingWorld {
  ledger: StockLedger
}

/** What a person does with a movement. */
export function stockDesk(world: StockWorld) {
  return {
    async send(movement: Movement): Promise<void> {
      await world.ask([movement])
      await world.work()
    },
    async panel({ id }: Movement) {
      const { accountId, companyId, engine } = world
      const ask = { accountId, companyId, psa: await engine.psaOf(accountId), inAccount }
      const shown = await recordPanel(ask, id)
      if (shown.kind !== 'record') throw new Error(`no panel: ${shown.kind}`)
      return shown
    },
  }
}

/** A ledger of which a test asks what stock it holds. */
export interface StockLedger {
  name: string
  /** journals of that number that count, with what is debited */
  journals(number: string): Promise<string[]>
  /** of bills and journals that count, debits positive, by the account's code */
  balance(code: string): Promise<Decimal>
  /** codes of what the demo's GL accounts stand on: stock, adjustments, and two more warehouses */
  codes: { stock: string; adjustments: string; melbourne: string; van: string }
}

export function stockInXero({ books }: PostingWorld): StockLedger {
  const counts = ({ status }: { status: string }) => !['VOIDED', 'DELETED'].includes(status)
  return {
    name: 'Xero',
    codes: { stock: '630', adjustments: '310', melbourne: '620', van: '810' },
    journals: async number =>
      (await books.organisation()).journals
        .filter(one => counts(one) && one.number === number)
        .map(({ total }) => total),
    balance: async code => {
      const { invoices, creditNotes, journals } = await books.organisation()
      const bought = [...invoices, ...creditNotes]
        .filter(counts)
        .flatMap(({ type, lines }) =>
          lines
            .filter(({ accountCode }) => accountCode === code)
            .map(({ lineAmount }) => (type === 'ACCPAY' ? lineAmount : `-${lineAmount}`)),
        )
      const moved = journals
        .filter(counts)
        .flatMap(({ lines }) =>
          lines.filter(({ accountCode }) => accountCode === code).map(({ amount }) => amount),
        )
      return addUp([...bought, ...moved])
    },
  }
}

export function stockInQuickBooks({ company }: QuickBooksWorld): StockLedger {
  // QuickBooks knows accounts by their ids (tests/simulators/quickbooks/chart.ts).
  const ids: Readonly<Record<string, string>> = { '1300': '4', '5100': '18', '1200': '3', '2300': '8' }
  const counts = ({ voided, deleted }: { voided: boolean; deleted: boolean }) => !voided && !deleted
  return {
    name: 'QuickBooks',
    codes: { stock: '1300', adjustments: '5100', melbourne: '1200', van: '2300' },
    journals: async number =>
      (await company()).transactions.JournalEntry.filter(one => counts(one) && one.number === number).map(
        ({ total }) => total,
      ),
    balance: async code => {
      const { Bill, VendorCredit, JournalEntry } = (await company()).transactions
      return addUp(
        [...Bill, ...VendorCredit, ...JournalEntry]
          .filter(counts)
          .flatMap(({ posted }) => posted)
          .filter(({ account }) => account === ids[code])
          .map(({ amount }) => amount),
      )
    },
  }
}

function addUp(amounts: readonly string[]): Decimal {
  return amounts.reduce((sum, amount) => sum.plus(Decimal.parse(amount)), Decimal.zero)
}
