import { z } from 'zod'
import { createAccount } from '../../lib/accounts/accounts.ts'
import { ensureCallbacks } from '../../lib/accounts/install.ts'
import type { Actor } from '../../lib/sync/run.ts'
import { connectLedger } from '../../scripts/seed-consent.ts'
import { decideMappings } from '../../scripts/seed-decisions.ts'
import type { Rig } from '../faults/rig.ts'
import { type Bulk, seedInvoices, setUp } from '../faults/world.ts'

/** One of many MSPs on one installation: an account, a login company of ConnectWise and an organisation of Xero of its own. */
export interface Member {
  tenant: string
  organisation: string
  accountId: string
  companyId: string
  actor: Actor
  /** closed invoices that nobody has asked for yet, a handful for each phase */
  handfuls: Bulk['invoices'][]
}

const zTenants = z.object({
  tenants: z.array(
    z.object({
      company: z.string(),
      keys: z.object({ public: z.string(), private: z.string() }),
      member: z.string(),
    }),
  ),
})
const zCrowd = z.object({ user: z.string(), organisations: z.array(z.string()) })

/** `handfuls`: how many invoices each of them has for each phase. */
export async function openCrowd(
  rig: Rig,
  count: number,
  handfuls: (at: number) => readonly number[],
): Promise<Member[]> {
  const { tenants } = zTenants.parse(await rig.connectwise.seed({ kind: 'tenants', count }))
  const { user, organisations } = zCrowd.parse(await rig.xero.seed({ kind: 'crowd', count }))
  const members: Member[] = []
  for (const [at, { company, keys, member }] of tenants.entries()) {
    const organisation = organisations[at] ?? ''
    // Before there is an account: what is closed later may go by itself.
    const made = await seedInvoices(rig, {
      tenant: company,
      invoices: handfuls(at).reduce((sum, size) => sum + size, 0),
      customers: 1,
      linesPerInvoice: 3,
      status: 'closed',
    })
    const { accountId, companyId } = await createAccount({
      name: `Crowd MSP ${at + 1}`,
      region: 'rig',
      loginCompany: company,
      publicKey: keys.public,
      privateKey: keys.private,
      admin: { memberIdentifier: member },
      live: true,
    })
    await connectLedger('xero', accountId, companyId, { user, organisation })
    await decideMappings(accountId, companyId)
    const actor = await setUp(accountId, companyId, { 'unknown-customer': 'create' })
    await ensureCallbacks(accountId)
    const left = [...made.invoices]
    const dealt = handfuls(at).map(size => left.splice(0, size))
    members.push({ tenant: company, organisation, accountId, companyId, actor, handfuls: dealt })
  }
  return members
}
