import { connectTicket } from '@/app/_session/redeem.ts'
import { isInstallKey } from '@/app/_session/request.ts'
import { showAccount } from '@/lib/accounts/accounts.ts'
import { listCompanies } from '@/lib/accounts/companies.ts'
import { ledgerNames } from '@/lib/accounts/ledgers.ts'
import { membershipOf } from '@/lib/accounts/members.ts'
import { inAccount } from '@/lib/accounts/transaction.ts'

/**
 * First-party, in its own tab: consent pages refuse frames. It names who links what and asks for a click, so that nobody is
 * led into a consent for somebody else's account (knowledge/reliability.md §4.7).
 */
export default async function ConnectPage(props: {
  params: Promise<{ install: string; ledger: string }>
  searchParams: Promise<{ ticket?: string | string[] }>
}) {
  const { install, ledger } = await props.params
  const { ticket } = await props.searchParams
  const text = typeof ticket === 'string' ? ticket : ''
  const asked = isInstallKey(install) ? await connectTicket(install, text, 'look') : null
  if (!asked || asked.ledger !== ledger) return <Expired />
  const { accountId, companyId, userId } = asked
  const account = await showAccount({ installKey: install })
  const { member, company } = await inAccount(accountId, async tx => ({
    member: await membershipOf(tx, userId),
    company: (await listCompanies(tx)).find(one => one.id === companyId),
  }))
  if (!account || !member || !company) return <Expired />
  const name = ledgerNames[asked.ledger]
  return (
    <main className="gate">
      <h1>Connect {name}</h1>
      <p>
        {member.name} links <strong>{company.name}</strong> of <strong>{account.name}</strong> to an
        organisation in {name}. {name} asks you to sign in and to choose the organisation.
      </p>
      <p>
        Was this window opened by somebody else’s link? Then close it: you would give them access to your
        {name}.
      </p>
      <form method="post" action={`/${install}/connect/${ledger}/begin`} className="actions">
        <input type="hidden" name="ticket" value={text} />
        <button type="submit" className="primary">
          Continue to {name}
        </button>
      </form>
    </main>
  )
}

function Expired() {
  return (
    <main className="gate">
      <h1>This link cannot be used</h1>
      <p>It works once and for two minutes. Start again from the Company page.</p>
    </main>
  )
}
