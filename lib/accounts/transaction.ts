import type { Transaction } from '../../drizzle/client.ts'
import { assert } from '../std/assert.ts'
import { isId } from '../std/id.ts'
import { appDatabase } from './database.ts'
import { setAccount } from './store.ts'

/** Of an account: all of them, or those a member has been given (none: an empty list). */
export type CompanyScope = 'all' | readonly string[]

/**
 * One transaction that sees this account's rows and no other's, and of these only what hangs on the companies of the scope:
 * the policies compare with settings that end with the transaction, so a pooled connection never carries them on.
 */
export async function inAccount<T>(
  accountId: string,
  fn: (tx: Transaction) => Promise<T>,
  companies: CompanyScope = 'all',
): Promise<T> {
  assert(isId(accountId), 'An account transaction was asked for something that is no account id.')
  return appDatabase().transaction(async tx => {
    await setAccount(tx, accountId, companies)
    return fn(tx)
  })
}

/** For rows of the directory that belong to no account yet, such as a webhook before it is routed. */
export async function inDirectory<T>(fn: (tx: Transaction) => Promise<T>): Promise<T> {
  return appDatabase().transaction(fn)
}
