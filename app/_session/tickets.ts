'use server'

import { z } from 'zod'
import { mintTicket } from '../../lib/accounts/directory.ts'
import { ledgersOffered, ledgerVendors } from '../../lib/accounts/ledgers.ts'
import { memberAction } from './action.ts'
import { isOwnPath } from './request.ts'
import { done, refused } from './result.ts'

/** A tab is another cookie partition and would be anonymous: the address carries a ticket, good for 60 s and once. */
export const openInTab = memberAction(z.object({ to: z.string() }), 'view', async ({ member }, { to }) => {
  const { accountId, installKey, sessionHash, userId } = member
  if (!isOwnPath(installKey, to)) return refused('input', 'Only a page of this account can be opened.')
  const subject = JSON.stringify({ userId, to })
  const ticket = await mintTicket({ accountId, sessionHash, purpose: 'enter', subject, seconds: 60 })
  return done({ url: `/${installKey}/enter?${new URLSearchParams({ ticket, to })}` })
})

/** The consent of a ledger cannot run in the frame: a first-party window, two minutes, once. */
export const openConnect = memberAction(
  z.object({ companyId: z.uuid(), ledger: z.enum(ledgerVendors) }),
  'configure',
  async ({ member }, { companyId, ledger }) => {
    const { accountId, installKey, sessionHash, userId } = member
    if (!ledgersOffered().includes(ledger)) return refused('input', 'This ledger is not offered here.')
    const subject = JSON.stringify({ userId, companyId, ledger })
    const ticket = await mintTicket({ accountId, sessionHash, purpose: 'connect', subject, seconds: 120 })
    return done({ url: `/${installKey}/connect/${ledger}?${new URLSearchParams({ ticket })}` })
  },
)
