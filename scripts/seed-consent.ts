import { connectionOf } from '../lib/accounts/connections.ts'
import { beginConsent, finishConsent } from '../lib/accounts/consent.ts'
import { createSession } from '../lib/accounts/directory.ts'
import type { LedgerVendor } from '../lib/accounts/ledgers.ts'
import { listMembers } from '../lib/accounts/members.ts'
import { inAccount } from '../lib/accounts/transaction.ts'
import { present } from '../lib/std/assert.ts'

/** A ledger's real consent, with the person's click on the simulated page done for them. */
export async function connectLedger(
  vendor: LedgerVendor,
  accountId: string,
  companyId: string,
  as?: Person,
): Promise<void> {
  if (await inAccount(accountId, tx => connectionOf(tx, companyId))) return
  const admin = present((await inAccount(accountId, listMembers))[0], 'The demo account has no admin.')
  const { idHash } = await createSession({ accountId, userId: admin.userId, parentHash: null })
  const { authorizeUrl, cookie } = await beginConsent({
    accountId,
    companyId,
    sessionHash: idHash,
    userId: admin.userId,
    vendor,
  })
  const back = await allow(authorizeUrl, as)
  const result = await finishConsent({
    vendor,
    state: back.get('state') ?? '',
    cookie,
    code: back.get('code'),
    error: back.get('error'),
    organisationId: back.get('realmId'),
  })
  if (result.kind !== 'connected') throw new Error(`The simulated ledger was not connected: ${result.kind}.`)
}

/** Who gives a consent at Xero, and to which organisation. */
interface Person {
  user: string
  organisation: string
}

/**
 * The first form of the page: one user, the first organisation chosen, unless another person is named. Returns what the vendor
 * sends back with the browser.
 */
async function allow(authorizeUrl: string, as?: Person): Promise<URLSearchParams> {
  const { origin, pathname } = new URL(authorizeUrl)
  const page = await (await fetch(authorizeUrl)).text()
  const form = /<form method="post"><fieldset>[\s\S]*?<\/form>/.exec(page)?.[0] ?? ''
  const fields = new URLSearchParams()
  for (const [tag] of form.matchAll(/<input[^>]*>/g)) {
    if (/type="(checkbox|radio)"/.test(tag) && !/ checked/.test(tag)) continue
    fields.append(attribute(tag, 'name'), attribute(tag, 'value'))
  }
  for (const [name, value] of Object.entries(as ?? {})) fields.set(name, value)
  const answer = await fetch(`${origin}${pathname}`, {
    method: 'POST',
    body: fields,
    redirect: 'manual',
  })
  return new URL(present(answer.headers.get('location'), 'The consent page did not send the browser back.'))
    .searchParams
}

function attribute(tag: string, name: string): string {
  const text = new RegExp(`${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
  return text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
}
