import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { verifyMember } from '../../../lib/accounts/members.ts'
import { insertCompany } from '../../../lib/accounts/store.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { readSettings, saveSettings } from '../../../lib/settings/settings.ts'
import { newId } from '../../../lib/std/id.ts'
import { Secret } from '../../../lib/std/secret.ts'
import { refreshUnposted } from '../../../lib/sync/collect.ts'
import { companyOfRecord, recordOfAddress } from '../../../lib/sync/views/asked.ts'
import { wholeList } from '../../../lib/sync/views/list/store.ts'
import { syncList } from '../../../lib/sync/views/list.ts'
import { recordPanel } from '../../../lib/sync/views/panel.ts'
import { timelineOf } from '../../../lib/sync/views/timeline.ts'
import { DEMO } from '../../simulators/connectwise/index.ts'
import { addPerson } from '../../support/people.ts'
import { closedInvoice, line, type PostingWorld, postingWorld } from '../../support/world.ts'

/** Who reads, who may look, and what a record that was never sent shows. */

let world: PostingWorld
beforeAll(async () => {
  world = await postingWorld()
})
afterAll(() => world.close())

/** What a member with these companies is shown of a record. */
async function shown(recordId: number, companies: 'all' | string[]) {
  const { accountId, engine } = world
  const within: typeof inAccount = (account, work) => inAccount(account, work, companies)
  const id = String(recordId)
  const companyId = (await within(accountId, tx => companyOfRecord(tx, id))) ?? ''
  return recordPanel({ accountId, companyId, psa: await engine.psaOf(accountId), inAccount: within }, id)
}

test('E23: the unposted invoices are read with the account’s keys, without any member’s user name', async () => {
  const { accountId, companyId, connectwise, engine } = world
  const invoice = await closedInvoice(world)
  // Nobody of the account is a member of ConnectWise any more, and whoever was signed in there is signed out.
  await world.database.owner.execute(sql`update memberships set member_id = null, member_identifier = ''`)
  await connectwise.control.call('POST', 'sessions/expire', { tenant: DEMO.company })
  await connectwise.control.clearCalls()
  await refreshUnposted(engine, accountId, companyId)
  const { rows } = await inAccount(accountId, tx =>
    syncList(tx, { ...wholeList(companyId), search: invoice.number }, 1),
  )
  expect(rows.map(row => row.number)).toEqual([invoice.number])
  const calls = await connectwise.control.calls()
  expect(calls.some(({ path }) => path.endsWith('/unpostedinvoices'))).toBe(true)
  // As ConnectWise knows the caller: the API member of the keys.
  expect(new Set(calls.map(({ caller }) => caller))).toEqual(new Set([`${DEMO.company}/APIEvenbook`]))
  expect(calls.filter(({ requestHeaders: { cookie } }) => cookie !== undefined)).toEqual([])
})

test('E31: a member is known by id and not by e-mail, and is told whose company a record is and whom to ask', async () => {
  const { accountId, companyId, connectwise } = world
  const south = newId()
  await inAccount(accountId, async tx => {
    await insertCompany(tx, { accountId, id: south, name: 'Demo South' })
    const { version } = await readSettings(tx, 'company', south)
    const save = { scope: 'company', scopeId: south, version, actor: null } as const
    expect((await saveSettings(tx, { ...save, values: { locations: ['11'] } })).kind).toBe('saved')
  })
  const member = { id: '152', identifier: 'TEllis' }
  const email = 'another.address@example.org'
  const tom = await addPerson(accountId, {
    name: 'Tom',
    role: 'user',
    email,
    companyIds: [companyId],
    member,
  })
  const proof = await connectwise.control.call<Record<string, string>>('POST', 'sessions', {
    ...{ tenant: DEMO.company, member: member.identifier },
  })
  const claim = {
    site: connectwise.urls.ui,
    loginCompany: proof.companyid ?? '',
    memberId: proof.memberid ?? '',
    memberHash: Secret.of(proof.memberHash ?? ''),
    memberContext: proof.memberContext ?? '',
  }
  expect(await verifyMember(accountId, claim)).toMatchObject({ kind: 'member', userId: tom.userId })

  const [own, theirs] = [await closedInvoice(world), await closedInvoice(world, { location: 11 })]
  expect(await shown(own.id, [companyId])).toMatchObject({ kind: 'record', number: own.number })
  expect(await shown(theirs.id, [companyId])).toEqual({
    kind: 'not-yours',
    company: 'Demo South',
    admins: ['Jane Ng'],
  })
  expect(await shown(theirs.id, 'all')).toMatchObject({ kind: 'record', companyId: south })
  const address = (companies: string[]) =>
    inAccount(accountId, tx => recordOfAddress(tx, String(theirs.id)), companies)
  expect([await address([companyId]), await address([south])]).toEqual([null, String(theirs.id)])
})

test('a record that was never sent has its page: entry, debits and credits, checks, and no story yet', async () => {
  const { accountId } = world
  const invoice = await closedInvoice(world, { lines: [line('100.00')] })
  await refreshUnposted(world.engine, accountId, world.companyId)
  const id = await inAccount(accountId, tx => recordOfAddress(tx, String(invoice.id)))
  expect(id).toBe(String(invoice.id))
  const view = await shown(invoice.id, 'all')
  expect(view).toMatchObject({
    kind: 'record',
    posting: null,
    standing: 'ready',
    entry: {
      total: '110.00',
      journal: [
        { debit: '110.00', credit: '' },
        { debit: '', credit: '100.00' },
        { debit: '', credit: '10.00' },
      ],
      journalTotals: { debit: '110.00', credit: '110.00' },
    },
  })
  expect(await inAccount(accountId, tx => timelineOf(tx, String(invoice.id)))).toEqual([])
  for (const nothing of ['999999', 'x', newId(), '1 or 1=1'])
    expect(await inAccount(accountId, tx => recordOfAddress(tx, nothing)), nothing).toBeNull()
  await world.ask([invoice])
  await world.work()
  const { id: posting } = await world.history.last(invoice.id)
  expect(await inAccount(accountId, tx => recordOfAddress(tx, posting))).toBe(String(invoice.id))
})
