import type { Transaction } from '../../drizzle/client.ts'
import { type Actor, record } from '../activity/activity.ts'
import { newId } from '../std/id.ts'
import { isKeepable } from '../std/text.ts'
import { deleteCompanyRows, historyOf, lockNames, saveCompanyName } from './companies/store.ts'
import { companyRows, insertCompany, lockCompany } from './store.ts'

export interface Company {
  id: string
  name: string
}

/** The companies of the account whose transaction this is, oldest first. */
export async function listCompanies(tx: Transaction): Promise<Company[]> {
  return (await companyRows(tx)).map(({ id, name }) => ({ id, name }))
}

const longestName = 100

/** Why a company cannot be called so, null when it can: screens, mails and exports tell companies apart by it. */
export function nameFault(name: string, others: readonly Company[]): string | null {
  if (name === '') return 'Give the company a name.'
  if (name.length > longestName) return `A name has at most ${longestName} characters.`
  if (/\p{Cc}/u.test(name) || !isKeepable(name))
    return 'Write the name on one line, in letters that can be kept.'
  const same = others.some(other => other.name.toLowerCase() === name.toLowerCase())
  return same ? 'Another company of this account has this name.' : null
}

export type CompanyChange = { kind: 'done'; companyId: string } | { kind: 'refused'; reason: string }

export async function addCompany(
  tx: Transaction,
  asked: { accountId: string; name: string; actor: Actor },
): Promise<CompanyChange> {
  const name = asked.name.trim()
  await lockNames(tx)
  const fault = nameFault(name, await listCompanies(tx))
  if (fault !== null) return { kind: 'refused', reason: fault }
  const companyId = newId()
  await insertCompany(tx, { accountId: asked.accountId, id: companyId, name })
  await tell(tx, asked, companyId, 'company.added', { name })
  return { kind: 'done', companyId }
}

export async function renameCompany(
  tx: Transaction,
  asked: { accountId: string; companyId: string; name: string; actor: Actor },
): Promise<CompanyChange> {
  const { companyId } = asked
  const name = asked.name.trim()
  await lockNames(tx)
  const before = await lockCompany(tx, companyId)
  if (!before) return gone
  const others = (await listCompanies(tx)).filter(({ id }) => id !== companyId)
  const fault = nameFault(name, others)
  if (fault !== null) return { kind: 'refused', reason: fault }
  if (name === before.name) return { kind: 'done', companyId }
  await saveCompanyName(tx, companyId, name)
  await tell(tx, asked, companyId, 'company.renamed', { from: before.name, to: name })
  return { kind: 'done', companyId }
}

/** Only one that never had books: what was posted has to stay where it can be proven. The name is typed to be sure. */
export async function deleteCompany(
  tx: Transaction,
  asked: { accountId: string; companyId: string; name: string; actor: Actor },
): Promise<CompanyChange> {
  const { companyId } = asked
  const company = await lockCompany(tx, companyId)
  if (!company) return gone
  if (company.name !== asked.name.trim())
    return { kind: 'refused', reason: 'The name is not that of the company.' }
  if (await historyOf(tx, companyId)) return { kind: 'refused', reason: hadBooks }
  if ((await listCompanies(tx)).length < 2)
    return { kind: 'refused', reason: 'The last company of an account stays: rename it instead.' }
  await tell(tx, asked, companyId, 'company.deleted', { name: company.name })
  await deleteCompanyRows(tx, companyId)
  return { kind: 'done', companyId }
}

/** May the screen offer to delete it? */
export async function hadNoBooks(tx: Transaction, companyId: string): Promise<boolean> {
  return !(await historyOf(tx, companyId))
}

const gone: CompanyChange = { kind: 'refused', reason: 'There is no such company any more.' }
const hadBooks =
  'This company was linked with a ledger or has documents. Disconnect it instead: its history has to stay.'

async function tell(
  tx: Transaction,
  { accountId, actor }: { accountId: string; actor: Actor },
  companyId: string,
  verb: string,
  detail: { [key: string]: string },
): Promise<void> {
  await record(tx, { accountId, actor, verb, subject: `company:${companyId}`, companyId, detail })
}
