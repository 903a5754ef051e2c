import { existsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createAccount, showAccount } from '../lib/accounts/accounts.ts'
import { closeAppDatabase } from '../lib/accounts/database.ts'
import { installInManage } from '../lib/accounts/manage-install.ts'
import { closeEgress } from '../lib/accounts/outside.ts'
import { present } from '../lib/std/assert.ts'
import { DEMO } from '../tests/simulators/connectwise/index.ts'
import type { SandboxPlace } from './sandbox.ts'
import { connectLedger } from './seed-consent.ts'
import { decideMappings } from './seed-decisions.ts'
import { enrolAdmin } from './seed-factor.ts'
import { openContacts } from './seed-xero.ts'

export const demoName = 'Evenbook Demo MSP'

/**
 * A first day that has been worked through: the MSP is there, its pods stand in Manage, Xero is connected, most mappings
 * are decided. Every step looks before it writes, so a start that was killed half way is gone on with. Done once: what
 * people change afterwards stays changed.
 */
export async function seedDemo(place: SandboxPlace, directory: string): Promise<void> {
  const done = path.join(directory, 'seeded')
  if (existsSync(done)) return
  try {
    const { accountId, companyId } = await demoAccount()
    await openContacts(place, accountId)
    await connectLedger('xero', accountId, companyId)
    await decideMappings(accountId, companyId)
    await enrolAdmin(place, accountId)
    await installInManage(accountId, null)
    writeFileSync(done, '')
  } finally {
    await closeEgress()
    await closeAppDatabase()
  }
}

async function demoAccount(): Promise<{ accountId: string; companyId: string }> {
  const known = await showAccount({ name: demoName })
  if (known) {
    const company = present(known.companies[0], 'The demo account has no company.')
    return { ...known, companyId: company.companyId }
  }
  return createAccount({
    name: demoName,
    region: 'demo',
    loginCompany: DEMO.company,
    publicKey: DEMO.keys.public,
    privateKey: DEMO.keys.private,
    admin: { memberIdentifier: DEMO.member },
    live: true,
    companyName: 'Evenbook Demo MSP Pty Ltd',
  })
}
