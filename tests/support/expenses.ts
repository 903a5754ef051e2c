import { z } from 'zod'
import { expenseId } from '../../lib/accounting/expense-id.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import type { Psa } from '../../lib/connectors/ports.ts'
import { saveMapping } from '../../lib/mappings/mappings.ts'
import { itemData, ledgerItems, psaItems } from '../../lib/reference/reference.ts'
import { readSettings, saveSettings } from '../../lib/settings/settings.ts'
import { present } from '../../lib/std/assert.ts'
import type { FileSpec } from '../simulators/connectwise/entities-files.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import type { ExpenseSpec } from '../simulators/connectwise/seed-expenses.ts'
import type { World } from './accounts-world.ts'
import type { PostingSide } from './world.ts'

const zMade = z.object({ expenses: z.array(z.object({ id: z.int(), detailId: z.int(), date: z.string() })) })
const zBefore = z.object({ before: z.string() })
const zEntry = z.object({ id: z.int(), type: z.string(), amount: z.string(), batchId: z.int().nullable() })
const zTruth = z.object({
  tenants: z.record(
    z.string(),
    z.object({
      expenses: z.array(z.object({ id: z.int(), detailId: z.int(), entries: z.array(zEntry) })),
      batches: z.array(z.object({ id: z.int(), identifier: z.string() })),
      files: z.array(z.object({ id: z.int(), recordId: z.int(), fileName: z.string(), hash: z.string() })),
    }),
  ),
})

/** An expense as Manage has it. */
export interface Spent {
  /** as the engine knows it by itself */
  id: string
  number: string
  entryId: number
  date: string
}

/** What members spend, as people do it in Manage. */
export function openExpenses({ connectwise }: Pick<World, 'connectwise'>) {
  const { control } = connectwise
  const tenant = DEMO.company
  async function manage() {
    const { tenants } = zTruth.parse(await control.truth())
    return present(tenants[tenant], 'the login company')
  }
  const batchOf = async ({ entryId }: Spent) => {
    const { expenses, batches } = await manage()
    const { entries } = present(
      expenses.find(one => one.id === entryId),
      'the expense',
    )
    const ids = new Set(entries.flatMap(({ batchId }) => batchId ?? []))
    return batches.filter(({ id }) => ids.has(id))
  }
  return {
    async spend(spec: Partial<ExpenseSpec> = {}): Promise<Spent> {
      const expense: ExpenseSpec = { member: 'SMarsh', amount: '38.60', on: 'parking', daysAgo: 4, ...spec }
      const made = zMade.parse(await control.call('POST', 'expenses', { tenant, expenses: [expense] }))
      const { id, detailId, date } = present(made.expenses[0], 'an expense')
      return { id: expenseId(String(detailId)), number: `EXP-${detailId}`, entryId: id, date }
    },
    async approve({ entryId }: Spent, status = 'ReadyToBill'): Promise<void> {
      await control.call('PATCH', 'expenses', { tenant, id: entryId, status })
    },
    /** Somebody attaches more to it. */
    async attach({ entryId }: Spent, receipts: FileSpec[]): Promise<void> {
      await control.call('POST', 'receipts', { tenant, id: entryId, receipts })
    },
    /** What hangs on it, with the hash of its bytes. */
    async filesOf({ entryId }: Spent): Promise<{ id: number; fileName: string; hash: string }[]> {
      return (await manage()).files.filter(({ recordId }) => recordId === entryId)
    },
    /** Gives the API member's role these rights and answers what it had. */
    async allow(right: string, allowed: string): Promise<string> {
      const { before } = zBefore.parse(await control.call('POST', 'roles', { tenant, right, allowed }))
      return before
    },
    /** What was entered wrong is put right: not once it is batched. */
    async putRight({ entryId }: Spent, amount: string): Promise<void> {
      await control.call('PATCH', 'expenses', { tenant, id: entryId, spent: { amount } })
    },
    /** The batches that hold its entries: none, or one. */
    async batchesOf(spent: Spent): Promise<string[]> {
      return (await batchOf(spent)).map(({ identifier }) => identifier)
    },
    /** Somebody deletes its batch in Manage. */
    async unbatch(spent: Spent, psa: Psa): Promise<void> {
      const guard = { key: '', timeoutMs: 5_000, beforeBody: () => undefined }
      for (const { id } of await batchOf(spent)) await psa.deleteBatch(String(id), guard)
    },
  }
}

/** What the company pays with is spent from these accounts of the ledger: by the payment type's name, the account's number or none. */
export async function spendFrom(
  side: PostingSide,
  chosen: Readonly<Record<string, string | null>>,
): Promise<void> {
  const { accountId, companyId, actor } = side
  await side.set('company-paid-becomes', 'bank-transaction')
  await inAccount(accountId, async tx => {
    const types = await psaItems(tx, ['psa-payment-type'])
    const accounts = await ledgerItems(tx, companyId, ['account'])
    for (const [psaName, number] of Object.entries(chosen)) {
      const { id: psaKey } = present(
        types.find(({ name }) => name === psaName),
        psaName,
      )
      const account = accounts.find(({ code }) => code === number)
      const ledger = account ? { id: account.id, name: `${account.code} ${account.name}` } : null
      if (number !== null) present(ledger, number)
      await saveMapping(tx, { kind: 'payment-account', psaKey, psaName, companyId, actor, ledger })
    }
  })
}

/** Expenses are taken, the company pays with its cards, and members are contacts of the ledger that it has as vendors already. */
export async function takeExpenses(side: PostingSide): Promise<void> {
  const { accountId, companyId, actor } = side
  await side.set('record-kinds', ['invoices', 'credit-memos', 'payments', 'expenses'])
  await inAccount(accountId, async tx => {
    const { version } = await readSettings(tx, 'account', accountId)
    const types = (await psaItems(tx, ['psa-payment-type'])).filter(({ name }) => /visa|fuel/i.test(name))
    const values = { 'company-paid-types': types.map(({ id }) => id) }
    await saveSettings(tx, { scope: 'account', scopeId: accountId, values, version, actor })
    const contacts = (await ledgerItems(tx, companyId, ['contact'])).filter(({ active, data }) => {
      const { role } = itemData.contact.parse(data)
      return active && role !== 'customer'
    })
    const members = await psaItems(tx, ['psa-member'])
    for (const [place, member] of members.entries()) {
      const contact = contacts[place % contacts.length]
      if (contact)
        await saveMapping(tx, {
          ...{ kind: 'employee', psaKey: member.id, psaName: member.name, companyId, actor },
          ledger: { id: contact.id, name: contact.name },
        })
    }
  })
}
