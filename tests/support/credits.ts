import { eq } from 'drizzle-orm'
import { z } from 'zod'
import { creditApplications } from '../../drizzle/schema/credits.ts'
import { postings } from '../../drizzle/schema/postings.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { askForCredits } from '../../lib/sync/credits/ask.ts'
import { DEMO } from '../simulators/connectwise/index.ts'
import type { PostingSide } from './world.ts'

interface Manage {
  connectwise: {
    urls: { api: string }
    control: { truth(): Promise<unknown> }
  }
}

type Numbered = { id: number; number: string }

const zGiven = z.object({
  id: z.int(),
  invoiceId: z.int(),
  creditId: z.int().optional(),
  amount: z.string(),
  date: z.string(),
})
const zManage = z.object({ tenants: z.record(z.string(), z.object({ payments: z.array(zGiven) })) })

/** An accountant at the simulated Manage who applies credit memos, and what it and our own rows say of them. */
export function openCredits(world: PostingSide & Manage) {
  const { accountId, companyId } = world
  return {
    ...accountantOf(world),
    pairs: () => inAccount(accountId, tx => tx.select().from(creditApplications)),
    /** Postings of a kind, the oldest first. */
    postings: (kind: 'allocation' | 'credit') =>
      inAccount(accountId, tx =>
        tx.select().from(postings).where(eq(postings.kind, kind)).orderBy(postings.createdAt),
      ),
    /** A person asks, and the worker does what is to be done. */
    read: async () => {
      await inAccount(accountId, tx => askForCredits({ tx, accountId, companyId }))
      await world.work()
    },
  }
}

function accountantOf({ connectwise }: Manage) {
  const call = async (method: string, path: string, body?: object) => {
    const basic = Buffer.from(`${DEMO.company}+${DEMO.keys.public}:${DEMO.keys.private}`).toString('base64')
    const response = await fetch(`${connectwise.urls.api}/v4_6_release/apis/3.0/finance/invoices/${path}`, {
      method,
      headers: { authorization: `Basic ${basic}`, clientId: 'somebody' },
      ...(body && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`)
    return text
  }
  const rows = async () => {
    const { tenants } = zManage.parse(await connectwise.control.truth())
    return tenants[DEMO.company]?.payments ?? []
  }
  return {
    /** Applies the memo to the invoice in Manage. Answers the payment's id there. */
    apply: async (memo: Numbered, invoice: Numbered, amount: string, day = '2027-01-18') => {
      const body = {
        amount: Number(amount),
        paymentDate: `${day}T00:00:00Z`,
        credit: { id: memo.id },
      }
      return z.object({ id: z.int() }).parse(JSON.parse(await call('POST', `${invoice.id}/payments`, body)))
        .id
    },
    takeBack: (invoice: Numbered, paymentId: number) => call('DELETE', `${invoice.id}/payments/${paymentId}`),
    /** Everything that was paid of the invoice in Manage, in money or credit. */
    allOf: async (invoice: Numbered) => (await rows()).filter(one => one.invoiceId === invoice.id),
    /** What the memo gave in Manage, invoice by invoice: "2027-01-18 1042 44.00". */
    inManage: async (memo: Numbered, ...invoices: Numbered[]) => {
      const number = new Map(invoices.map(one => [one.id, one.number]))
      return (await rows())
        .filter(one => one.creditId === memo.id)
        .map(one => `${one.date} ${number.get(one.invoiceId) ?? one.invoiceId} ${one.amount}`)
    },
  }
}
