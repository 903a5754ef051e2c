import { sql } from 'drizzle-orm'
import { type CreatedAccount, createAccount } from '../../lib/accounts/accounts.ts'
import { beginConsent, finishConsent } from '../../lib/accounts/consent.ts'
import { createSession } from '../../lib/accounts/directory.ts'
import type { LedgerVendor } from '../../lib/accounts/ledgers.ts'
import type { ConsentResult } from '../../lib/accounts/link.ts'
import { listMembers } from '../../lib/accounts/members.ts'
import { closeEgress } from '../../lib/accounts/outside.ts'
import type { CreateAccount } from '../../lib/accounts/prove.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { present } from '../../lib/std/assert.ts'
import {
  type ConnectWiseOptions,
  DEMO,
  NORTHWIND,
  type RunningConnectWise,
  startConnectWise,
} from '../simulators/connectwise/index.ts'
import { startXero, type Xero, type XeroOptions } from '../simulators/xero/index.ts'
import { DEMO_AU, DEMO_USER } from '../simulators/xero/seed.ts'
import { appEnvironment, appUrl } from './accounts.ts'
import type { TestDatabase } from './database.ts'

export interface World {
  database: TestDatabase
  connectwise: RunningConnectWise
  xero: Xero
  /** The vendors do again what they are asked. */
  clearFaults(): Promise<void>
  close(): Promise<void>
}

export interface VendorOptions {
  /** Divides the vendors' times; the product's are divided by the TIME_FACTOR of `environment`. */
  scale?: number
  serverMaxMs?: number
  xero?: XeroOptions['parameters']
  connectwise?: ConnectWiseOptions['parameters']
  environment?: Record<string, string>
}

/** The accounts side against both simulators over real HTTP and a database of its own. */
export async function accountsWorld(options: VendorOptions = {}): Promise<World> {
  const pace = {
    ...(options.scale !== undefined && { scale: options.scale }),
    ...(options.serverMaxMs !== undefined && { serverMaxMs: options.serverMaxMs }),
  }
  const connectwise = await startConnectWise({
    ...pace,
    ...(options.connectwise && { parameters: options.connectwise }),
  })
  const xero = await startXero({
    ...pace,
    redirectUris: [`${appUrl}/oauth/xero/callback`],
    users: [DEMO_USER, { id: otherUser, name: 'Sasha Accountant', organisations: [DEMO_AU] }],
    parameters: { latency: { readMs: 0, writeBaseMs: 0, writePerDocumentMs: 0 }, ...options.xero },
  })
  const database = await appEnvironment({
    ...options.environment,
    CONNECTWISE_SITES: `demo=${connectwise.urls.ui}|${connectwise.urls.api}`,
    XERO_CLIENT_ID: xero.clientId,
    XERO_CLIENT_SECRET: xero.clientSecret,
    XERO_AUTHORIZE_URL: xero.authorizeUrl,
    XERO_TOKEN_URL: xero.tokenUrl,
    XERO_API_URL: xero.apiUrl,
    XERO_APP_URL: xero.apiUrl,
  })
  return {
    database,
    connectwise,
    xero,
    clearFaults: async () => {
      await connectwise.control.clearFaults()
      await xero.control.clearFaults()
    },
    close: async () => {
      await closeEgress()
      await Promise.all([connectwise.close(), xero.close(), database.close()])
    },
  }
}

/** A second person at Xero, who may open the Australian organisation too. */
export const otherUser = '2a8f6c1b-7a52-4a0e-8a2f-4d7b5b0e9c11'

export function demoInput(changes: Partial<CreateAccount> = {}): CreateAccount {
  return {
    name: 'Evenbook Demo MSP',
    region: 'demo',
    loginCompany: DEMO.company,
    publicKey: DEMO.keys.public,
    privateKey: DEMO.keys.private,
    admin: { memberIdentifier: DEMO.member },
    live: true,
    ...changes,
  }
}

export function northwindInput(): CreateAccount {
  return demoInput({
    name: 'Northwind MSP',
    loginCompany: NORTHWIND.company,
    publicKey: NORTHWIND.keys.public,
    privateKey: NORTHWIND.keys.private,
    admin: { memberIdentifier: NORTHWIND.member },
  })
}

export interface Admin extends CreatedAccount {
  userId: string
  sessionHash: string
}

/** An account with its admin signed in. */
export async function adminOf(input: CreateAccount): Promise<Admin> {
  const account = await createAccount(input)
  const [member] = await inAccount(account.accountId, listMembers)
  const { userId } = present(member, 'A new account has an admin.')
  const { idHash } = await createSession({ accountId: account.accountId, userId, parentHash: null })
  return { ...account, userId, sessionHash: idHash }
}

export interface Decision {
  vendor?: LedgerVendor
  decision?: 'allow' | 'cancel'
  user?: string
  organisations?: string[]
}

export interface Answer {
  vendor: string
  state: string
  cookie: string
  code: string | null
  error: string | null
  organisationId: string | null
}

/** Begins a consent and gives it at Xero's page, as a person with a browser does. */
export async function answerConsent(admin: Admin, decision: Decision = {}): Promise<Answer> {
  const vendor = decision.vendor ?? 'xero'
  const { authorizeUrl, cookie } = await beginConsent({ ...admin, vendor })
  const url = new URL(authorizeUrl)
  const form = new URLSearchParams(url.searchParams)
  form.set('decision', decision.decision ?? 'allow')
  form.set('user', decision.user ?? DEMO_USER.id)
  // Of several organisations one person chooses: Xero's page has boxes, QuickBooks' one radio.
  const field = vendor === 'xero' ? 'organisation' : 'realm'
  for (const id of decision.organisations ?? [DEMO_AU]) form.append(field, id)
  const response = await fetch(`${url.origin}${url.pathname}`, {
    method: 'POST',
    body: form,
    redirect: 'manual',
  })
  const back = new URL(present(response.headers.get('location'), 'The vendor sends the person back.'))
    .searchParams
  return {
    vendor,
    state: present(back.get('state'), 'The vendor gives the state back.'),
    cookie,
    code: back.get('code'),
    error: back.get('error'),
    organisationId: back.get('realmId'),
  }
}

export async function connectXero(admin: Admin, decision: Decision = {}): Promise<ConsentResult> {
  return finishConsent(await answerConsent(admin, decision))
}

/** Everything that stands in the database, as text. */
export async function dump(database: TestDatabase): Promise<string> {
  const tables = await database.owner.execute<{ name: string }>(sql`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`)
  const texts: string[] = []
  for (const { name } of tables) {
    const rows = await database.owner.execute<{ row: string }>(
      sql.raw(`select t::text as row from ${name} t`),
    )
    texts.push(...rows.map(row => row.row))
  }
  return texts.join('\n')
}
