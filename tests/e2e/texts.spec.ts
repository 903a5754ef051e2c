import { listCompanies } from '../../lib/accounts/companies.ts'
import { closeAppDatabase } from '../../lib/accounts/database.ts'
import { createSession, findInstall } from '../../lib/accounts/directory.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { cleanName } from '../../lib/accounts/users/access.ts'
import { present } from '../../lib/std/assert.ts'
import { isId, newId } from '../../lib/std/id.ts'
import { pages, routes } from '../cases/roles/rules.ts'
import { details, inputs, type Things } from '../cases/texts/actions.ts'
import { naughtyStrings } from '../support/naughty.ts'
import { addPerson } from '../support/people.ts'
import { dropCompanies, sql } from './support/browser.ts'
import { readBuilt } from './support/manifest.ts'
import { callAction, cookieOf, get, postFrom, ServerSays } from './support/over-http.ts'
import { queryNames } from './support/queries.ts'
import { expect, test } from './support/test.ts'
import { answerOf, faultOf, placesOf, rawIn, textAt, withText } from './support/texts.ts'
import { theWorld } from './support/world.ts'

/**
 * Hostile text at every place of the running build that takes text, over HTTP as a page sends it. What comes back is what was
 * kept, or a sentence that says what is wrong; never a fault of ours, and nothing beside it has changed.
 */
const world = theWorld()
const install = world.installs.demo
const base = `${world.app}/${install}`
const texts = [...naughtyStrings, 'y'.repeat(60_000)]
/** For places that take an id, a day or a number, and nothing else. */
const few = ['\0', '\ud800', '-1', '1.5', '1e309', '9999-99-99', "'", '../x', 'y'.repeat(3_000)]
/** What lists are narrowed by, so that one name alone is wrong. */
const sound = {
  kind: 'account',
  screen: 'invoices',
  id: '1',
  record: '1',
}
const openPages = [
  'signin',
  'signin/code',
  'signin/forgot',
  'signin/reset',
  'factor',
  'invite',
  'connect/xero',
  'enter',
  '/register',
  '/register/new',
  '/register/sent',
  '/oauth/xero/callback',
]
const openNames = [
  'fault',
  'until',
  'link',
  'ticket',
  'next',
  'done',
  'sent',
  'stay',
  'to',
  'state',
  'code',
  'error',
]
let accountId: string
let things: Things
let cookie: string
let says: ServerSays

test.beforeAll(async () => {
  Object.assign(process.env, world.environment)
  says = new ServerSays()
  ;({ accountId } = present(await findInstall(install), 'The demo is installed.'))
  const password = 'a long one of texts'
  const who = { name: 'Texts Admin', email: 'admin@texts.example', password, role: 'account-admin' } as const
  const { userId } = await addPerson(accountId, who)
  const asked = { accountId, userId, parentHash: null, origin: 'standalone', secondFactor: true } as const
  cookie = await cookieOf(install, (await createSession(asked)).id)
  const [company] = await inAccount(accountId, listCompanies)
  const spareId = newId()
  await sql(world)`insert into companies (account_id, id, name) values (${accountId}, ${spareId}, 'Spare')`
  const { id: companyId } = present(company, 'The demo has a company.')
  things = { companyId, userId, password, spareId, noId: newId() }
})
test.afterAll(async () => {
  await closeAppDatabase()
  await dropCompanies(world, [things.spareId])
  await sql(world)`delete from memberships where name = 'Texts Admin'`
})
test.beforeEach(() => test.setTimeout(420_000))

test('every server action keeps hostile text to the letter or says what is wrong with it', async () => {
  const wrong: string[] = []
  let asked = 0
  for (const { id, name, page } of readBuilt().actions) {
    const input = inputs[name]?.(things)
    if (input === undefined) continue
    const before = await neighbours()
    const address = `${base}/${page.replaceAll(/\[\w+\]/g, newId())}`
    for (const place of placesOf(input)) {
      for (const text of isId(textAt(input, place)) ? few : texts) {
        await forgive()
        const args = [{ install, agreement: '' }, withText(input, place, text)]
        const answer = await answerOf(await callAction(world, address, { id, cookie, args }))
        const fault =
          faultOf(answer, place) ?? (answer.ok ? await lost(name, place, text, answer.value) : null)
        if (fault !== null)
          wrong.push(`${name} ${place.join('.')} ${JSON.stringify(text).slice(0, 40)}: ${fault}`)
        asked += 1
      }
    }
    await tidy()
    if ((await neighbours()) !== before) wrong.push(`${name}: something beside it has changed`)
    wrong.push(...says.errors().map(line => `${name}: the server says ${line.slice(0, 600)}`))
  }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(3_000)
  console.log(`texts.actions ${asked}`)
})

test('the connection test says at each field of the details what cannot be used', async () => {
  const wrong: string[] = []
  for (const place of placesOf(details)) {
    for (const text of few) {
      await forgive()
      const body = JSON.stringify({
        caller: { install, agreement: '' },
        input: withText(details, place, text),
      })
      const headers = { 'content-type': 'application/json' }
      const response = await postFrom(world, `${base}/api/connection-test`, { cookie, body, headers })
      const said = await response.text()
      const refused = response.status === 403 && /"code":"input","message":"[A-Z][^"]*\."/.test(said)
      const ended = response.status === 200 && /"kind":"end"/.test(said)
      if (!refused && !ended)
        wrong.push(`${place} ${JSON.stringify(text).slice(0, 40)}: ${said.slice(0, 200)}`)
    }
  }
  expect([...wrong, ...says.errors()]).toEqual([])
})

test('every page and every file takes a hostile address as one that says nothing', async () => {
  const wrong: string[] = []
  let asked = 0
  const open = async (address: string) => {
    const response = await get(world, address, cookie)
    const events = response.headers.get('content-type')?.includes('event-stream')
    const body = events ? '' : await response.text()
    if (events) await response.body?.cancel()
    const fault =
      response.status >= 500 ? `answers ${response.status}` : isSaved(response) ? null : rawIn(body)
    if (fault !== null) wrong.push(`${address.slice(0, 200)}: ${fault}`)
    asked += 1
  }
  for (const place of [...Object.keys({ ...pages, ...routes }), ...openPages]) {
    const addresses = addressesOf(place)
    while (addresses.length > 0) await Promise.all(addresses.splice(0, 4).map(open))
    wrong.push(...says.errors().map(line => `${place}: the server says ${line.slice(0, 600)}`))
  }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(2_000)
  console.log(`texts.addresses ${asked}`)
})

/** A file that the browser saves and never shows: in it text stands to the letter. */
function isSaved({ headers }: Response): boolean {
  const attached = headers.get('content-disposition')?.startsWith('attachment;') ?? false
  return attached && headers.get('x-content-type-options') === 'nosniff'
}

/** All names with one text, each name alone with what no place for an id, a day or a number takes, and bytes that are no text. */
function addressesOf(place: string): string[] {
  const names = openPages.includes(place) ? openNames : queryNames(place)
  const path = place.startsWith('/') ? place : `/${install}/${place}`
  const there = path.replaceAll(/\[\w+\]/g, newId())
  const at = (query: Record<string, string>) => `${there}?${new URLSearchParams(query)}`
  const { companyId: company } = things
  return [
    ...(names.length === 0 ? [] : texts).map(text =>
      at({ company, ...Object.fromEntries(names.map(name => [name, text])) }),
    ),
    ...few.flatMap(text => [
      ...names.map(name => at({ ...sound, company, [name]: text })),
      at({ ...sound, company: text }),
      path.replaceAll(/\[\w+\]/g, encodeURIComponent(text.toWellFormed())),
    ]),
    `${there}?${names.map(name => `${name}=%ED%A0%80%zz`).join('&')}`,
  ]
}

/** Where what was typed is kept as a whole: it reads back so. */
async function lost(name: string, [place]: readonly (string | number)[], text: string, value: unknown) {
  const id = typeof value === 'object' && value !== null ? value : {}
  const kept = async (wanted: string, rows: { name: string }[]) =>
    rows[0]?.name === wanted ? null : `kept ${JSON.stringify(rows[0]?.name)}`
  if (/change.ts#(add|rename)One$/.test(name) && place === 'name' && 'companyId' in id) {
    const rows = await sql(world)<
      { name: string }[]
    >`select name from companies where id = ${String(id.companyId)}`
    return kept(text.trim(), rows)
  }
  if (name.endsWith('#inviteUser') && place === 'name' && 'id' in id) {
    const rows = await sql(world)<
      { name: string }[]
    >`select name from invitations where id = ${String(id.id)}`
    await sql(world)`update invitations set withdrawn_at = now() where id = ${String(id.id)}`
    return kept(cleanName(text), rows)
  }
  return null
}

/** What was made on the way is taken away again. */
async function tidy(): Promise<void> {
  await sql(world)`update companies set name = 'Spare' where id = ${things.spareId}`
  const made = await sql(world)<{ id: string }[]>`
    select id from companies c where account_id = ${accountId} and id not in (${things.companyId}, ${things.spareId})
      and created_at > now() - interval '1 hour' and not exists (select from connections where company_id = c.id)`
  const ids = made.map(({ id }) => id)
  await dropCompanies(world, ids)
  await sql(world)`delete from invitations where email like '%texts.example'`
}

/** Everything of the account that people decide, as one text. */
async function neighbours(): Promise<string> {
  const rows = await sql(world)<{ table: string; row: string }[]>`
    select 'companies' as table, c::text as row from companies c union all
    select 'accounts', a::text from accounts a union all
    select 'settings', s::text from settings s union all
    select 'mappings', m::text from mappings m union all
    select 'invitations', i::text from invitations i where withdrawn_at is null union all
    select 'memberships', (m.account_id, m.user_id, m.member_id, m.name, m.email, m.role, m.disabled_at)::text
      from memberships m union all
    select 'psas', (p.account_id, p.api_origin, p.login_company, p.public_key, p.private_key_sealed, p.revision)::text
      from psas p
    order by 1, 2`
  return rows.map(({ table, row }) => `${table} ${row}`).join('\n')
}

/** Tries are counted elsewhere (tests/e2e/access.spec.ts). */
async function forgive(): Promise<void> {
  await sql(world)`delete from directory_attempts`
}
