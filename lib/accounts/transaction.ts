import type { Transaction } from '../../drizzle/client.ts'
import { assert } from '../std/assert.ts'
import { isId } from '../std/id.ts'
import { appDatabase } from './database.ts'
import { setAccount } from './store.ts'

/**
 * One transaction that sees this account's rows and no other's: the policies compare account_id with a setting that ends
 * with the transaction, so a pooled connection never carries it on.
 */
export async function inAccount<T>(accountId: string, fn: (tx: Transaction) => Promise<T>): Promise<T> {
  assert(isId(accountId), 'An account transaction was asked for something that is no account id.')
  return appDatabase().transaction(async tx => {
    await setAccount(tx, accountId)
    return fn(tx)
  })
}

/** For rows of the directory that belong to no account yet, such as a webhook before it is routed. */
export async function inDirectory<T>(fn: (tx: Transaction) => Promise<T>): Promise<T> {
  return appDatabase().transaction(fn)
}
