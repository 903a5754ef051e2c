import type { Transaction } from '../../drizzle/client.ts'
import { companyRows } from './store.ts'

export interface Company {
  id: string
  name: string
}

/** The companies of the account whose transaction this is, oldest first. */
export async function listCompanies(tx: Transaction): Promise<Company[]> {
  return (await companyRows(tx)).map(({ id, name }) => ({ id, name }))
}
