import { inAccount } from '../../lib/accounts/transaction.ts'
import type { Member } from './member.ts'

/** Handed on to lib; a page writes no SQL. */
export type Transaction = Parameters<Parameters<typeof inAccount>[1]>[0]

/** What pages and actions read and write in: the member's account, and of it only the companies the member has. */
export function within<T>(
  member: Pick<Member, 'accountId' | 'companies'>,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return inAccount(member.accountId, work, member.companies)
}

/** The same as a question that lib asks with. */
export function asking(member: Pick<Member, 'accountId' | 'companies'>) {
  return {
    accountId: member.accountId,
    inAccount: <T>(_accountId: string, work: (tx: Transaction) => Promise<T>) => within(member, work),
  }
}
