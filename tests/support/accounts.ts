import { randomBytes } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { closeAppDatabase } from '../../lib/accounts/database.ts'
import { createDirectoryAccount, createDirectoryUser } from '../../lib/accounts/directory.ts'
import { insertAccount, insertCompany, insertMembership, insertPsa } from '../../lib/accounts/store.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { newId, randomKey, sha256 } from '../../lib/std/id.ts'
import { type TestDatabase, testDatabase } from './database.ts'

export const appUrl = 'http://localhost:3999'

/**
 * The environment of this test file's process: its own database, addresses of simulators where they are given. To be called
 * before anything asks for the configuration.
 */
export async function appEnvironment(vendors: Record<string, string> = {}): Promise<TestDatabase> {
  const database = await testDatabase()
  Object.assign(process.env, {
    NODE_ENV: 'test',
    EVENBOOK_SANDBOX: '1',
    EVENBOOK_URL: appUrl,
    DATABASE_URL: database.ownerUrl,
    DATABASE_APP_URL: database.appUrl,
    DATABASE_QUEUE_URL: database.queueUrl,
    EVENBOOK_KEYS: `1:${randomBytes(32).toString('base64')}`,
    SESSION_SECRET: randomKey(256),
    CONNECTWISE_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
    XERO_CLIENT_ID: 'none',
    XERO_CLIENT_SECRET: 'none',
    ...vendors,
  })
  return {
    ...database,
    close: async () => {
      await closeAppDatabase()
      await database.close()
    },
  }
}

export interface BareAccount {
  accountId: string
  companyId: string
  userId: string
  installKey: string
}

/** A ConnectWise that nobody calls; its server stands in Greenwich. */
const psa = {
  serverTimeZone: 'GMT Standard Time',
  region: 'na',
  uiOrigin: 'https://na.example',
  apiOrigin: 'https://api-na.example',
  loginCompany: 'bare',
  publicKey: 'public',
  privateKeySealed: 'sealed',
  webhookKeySealed: 'sealed',
}

/** An account of rows only, for what needs no vendor. */
export async function bareAccount(name = 'Bare'): Promise<BareAccount> {
  const account = {
    accountId: newId(),
    companyId: newId(),
    userId: newId(),
    installKey: randomKey(128),
  }
  const { accountId, companyId, userId, installKey } = account
  await inAccount(accountId, async tx => {
    await insertAccount(tx, { accountId, name, dataKey: 'none', live: true })
    await createDirectoryAccount(tx, { installKey, accountId, webhookKeyHash: sha256(randomKey(256)) })
    await createDirectoryUser(tx, userId)
    await insertCompany(tx, { accountId, id: companyId, name })
    await insertPsa(tx, { accountId, ...psa })
    await insertMembership(tx, {
      accountId,
      userId,
      memberId: '1',
      memberIdentifier: 'JNg',
      name: 'Jane Ng',
      email: '',
      role: 'account-admin',
    })
  })
  return account
}

/** Moves a column of the directory into the past: the database clock cannot be waited for. */
export async function age(database: TestDatabase, statement: string): Promise<void> {
  await database.owner.execute(sql.raw(statement))
}
