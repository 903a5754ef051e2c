import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { takeAttempt } from '../../../lib/accounts/directory/attempts.ts'
import {
  replaceRecoveryCodes,
  saveMailCode,
  spendRecoveryCode,
} from '../../../lib/accounts/directory/codes.ts'
import { revokeDevice, trustDevice } from '../../../lib/accounts/directory/devices.ts'
import { mintLink } from '../../../lib/accounts/directory/links.ts'
import {
  createDirectoryUser,
  createSession,
  mintTicket,
  revokeSession,
} from '../../../lib/accounts/directory.ts'
import { trimEnded } from '../../../lib/accounts/ended.ts'
import { inAccount } from '../../../lib/accounts/transaction.ts'
import { insertInvitation, markInvitation } from '../../../lib/accounts/users/store.ts'
import { newId, randomKey, sha256 } from '../../../lib/std/id.ts'
import { schedules } from '../../../lib/worker/schedule.ts'
import { appEnvironment, bareAccount } from '../../support/accounts.ts'
import type { TestDatabase } from '../../support/database.ts'

let database: TestDatabase

beforeAll(async () => {
  database = await appEnvironment()
})
afterAll(() => database.close())

const counted = {
  sessions: 'directory_sessions',
  tickets: 'directory_tickets',
  links: 'directory_links',
  'mail codes': 'directory_mail_codes',
  'recovery codes': 'directory_recovery_codes',
  devices: 'directory_devices',
  attempts: 'directory_attempts',
  invitations: 'invitations',
} as const

async function left(): Promise<Record<string, number>> {
  const rows = await Promise.all(
    Object.entries(counted).map(async ([what, table]) => {
      const [row] = await database.owner.execute<{ count: number }>(
        sql`select count(*)::int as count from ${sql.identifier(table)}`,
      )
      return [what, row?.count ?? 0] as const
    }),
  )
  return Object.fromEntries(rows)
}

/** Two of everything: one that goes on, and one that is used up, withdrawn or revoked. */
async function oneOfEach(): Promise<void> {
  const { accountId, userId } = await bareAccount()
  const session = await createSession({ accountId, userId, parentHash: null })
  await revokeSession((await createSession({ accountId, userId, parentHash: null })).idHash)
  const ticket = { accountId, sessionHash: session.idHash, subject: '', seconds: 60 }
  await mintTicket({ ...ticket, purpose: 'enter' })
  await mintTicket({ ...ticket, purpose: 'factor' })
  await mintLink({ accountId, userId, subject: '', purpose: 'password', seconds: 3_600 })
  await mintLink({ accountId: null, userId: null, subject: 'facts', purpose: 'registration', seconds: 3_600 })
  await saveMailCode(userId, sha256('code'))
  await saveMailCode(newId(), sha256('code'))
  const [first, second] = [randomKey(128), randomKey(128)]
  const devices = [first, second].map(text => ({ accountId, userId, deviceHash: sha256(text) }))
  for (const key of devices) await trustDevice(key, 'A browser')
  for (const what of [first, second]) await takeAttempt({ what, most: 5 })
  await inAccount(accountId, async tx => {
    await createDirectoryUser(tx, newId())
    await replaceRecoveryCodes(tx, userId, [sha256(first), sha256(second)])
    if (devices[1]) await revokeDevice(tx, devices[1])
    for (const withdrawn of [false, true]) {
      const row = {
        accountId,
        id: newId(),
        email: 'sam@acme.example',
        name: '',
        memberId: null,
        role: 'user',
      }
      await insertInvitation(tx, { ...row, allCompanies: true, companyIds: [], invitedBy: userId }, 604_800)
      if (withdrawn) await markInvitation(tx, row.id, { withdrawn })
    }
  })
  await spendRecoveryCode(userId, sha256(second))
}

/** Everything that is there has happened so much earlier: every moment of the tables moves. */
async function pass(time: string): Promise<void> {
  for (const table of Object.values(counted)) {
    const columns = await database.owner.execute<{ name: string }>(sql`
      select column_name as name from information_schema.columns
      where table_name = ${table} and data_type = 'timestamp with time zone'`)
    const moved = columns.map(({ name }) => `${name} = ${name} - interval '${time}'`).join(', ')
    await database.owner.$client.unsafe(`update ${table} set ${moved}`)
  }
}

const none = Object.fromEntries(Object.keys(counted).map(what => [what, 0]))

test('what goes on stays; a day after its end it goes, invitations thirty days after', async () => {
  await oneOfEach()
  const all = await left()
  expect(all).toEqual(Object.fromEntries(Object.keys(counted).map(what => [what, 2])))
  expect(await trimEnded()).toEqual(none)
  expect(await left()).toEqual(all)

  await pass('25 hours')
  await oneOfEach()
  expect(await trimEnded()).toEqual({
    ...{ sessions: 0, tickets: 2, links: 2, 'mail codes': 2, 'recovery codes': 1, devices: 1, attempts: 2 },
    invitations: 0,
  })
  expect(await left()).toMatchObject({ sessions: 4, tickets: 2, links: 2, devices: 3, invitations: 4 })

  await pass('30 days 12 hours')
  expect(await trimEnded()).toMatchObject({ sessions: 4, tickets: 2, devices: 2, invitations: 2 })
  await pass('10 days')
  expect(await trimEnded()).toMatchObject({ devices: 1, invitations: 2 })
  expect(await left()).toEqual({ ...none, 'recovery codes': 2 })
  expect(await trimEnded()).toEqual(none)
})

test('many go in batches, in every account', async () => {
  for (let time = 0; time < 2; time++) await oneOfEach()
  await database.owner.execute(sql`
    insert into directory_attempts (key_hash, failures, window_started_at)
    select md5(n::text), 1, now() - interval '2 days' from generate_series(1, 2500) n`)
  await pass('90 days')
  const gone = await trimEnded(1_000)
  expect(gone).toMatchObject({ attempts: 2_504, sessions: 4, invitations: 4 })
  expect(await left()).toMatchObject({ attempts: 0, sessions: 0, invitations: 0 })
})

test('it runs every night', () => {
  expect(schedules).toContainEqual({ cron: '40 3 * * *', job: { name: 'trim-ended' } })
})
