import { closeAppDatabase } from '../../lib/accounts/database.ts'
import { mintLink } from '../../lib/accounts/directory/links.ts'
import { createSession, findInstall, mintTicket } from '../../lib/accounts/directory.ts'
import { closeEgress } from '../../lib/accounts/outside.ts'
import { readRegistration } from '../../lib/accounts/register.ts'
import { sealSubject } from '../../lib/accounts/register-draft.ts'
import { invite } from '../../lib/accounts/users/invite.ts'
import { present } from '../../lib/std/assert.ts'
import { type Form, forms, type Papers } from '../cases/texts/forms.ts'
import { naughtyStrings } from '../support/naughty.ts'
import { addPerson } from '../support/people.ts'
import { sql } from './support/browser.ts'
import { get, postFrom, ServerSays } from './support/over-http.ts'
import { expect, test } from './support/test.ts'
import { rawIn } from './support/texts.ts'
import { theWorld } from './support/world.ts'

/** Hostile text in every form that no server action takes: whoever posts it has no session yet, or proves one by a code. */
const world = theWorld()
const install = world.installs.demo
let papers: Papers
let says: ServerSays

test.beforeAll(async () => {
  Object.assign(process.env, world.environment)
  says = new ServerSays()
  papers = await issue()
})
test.afterAll(async () => {
  await closeEgress()
  await closeAppDatabase()
  await sql(world)`delete from invitations where email like '%forms.example'`
  await sql(world)`delete from memberships where name = 'Forms Admin'`
})
test.beforeEach(() => test.setTimeout(300_000))

test('every form takes hostile text to the letter or says what is wrong with it', async () => {
  const wrong: string[] = []
  const accounts = await countOf('accounts')
  let asked = 0
  for (const [route, form] of Object.entries(forms)) {
    if (form === null) continue
    for (const [field, ordinary] of Object.entries(form.values(papers))) {
      for (const text of naughtyStrings) {
        await sql(world)`delete from directory_attempts`
        const typed = { ...form.values(papers), [field]: text }
        const fault = (await send(form, typed)) ?? (await draftFault(route, field, text))
        if (fault !== null) wrong.push(`${route} ${field} ${JSON.stringify(text).slice(0, 40)}: ${fault}`)
        asked += 1
      }
      expect(ordinary, `${route} ${field}`).not.toBe('')
    }
    wrong.push(...says.errors().map(line => `${route}: the server says ${line.slice(0, 600)}`))
  }
  expect(wrong).toEqual([])
  expect(asked).toBeGreaterThan(1_000)
  expect(await countOf('accounts')).toBe(accounts)
  console.log(`texts.forms ${asked}`)
})

test('more than a form can hold is refused with a page that says so, and nothing is read', async () => {
  for (const form of Object.values(forms)) {
    if (form?.as !== 'form') continue
    const response = await post(form, { ...form.values(papers), more: 'x'.repeat(1_000_000) })
    expect(response.status, form.to).toBe(413)
    expect(await response.text()).toContain('This form is too large')
  }
  expect(says.errors()).toEqual([])
})

/** Null: answered well, and the page that it leads to shows no markup as markup. */
async function send(form: Form, values: Readonly<Record<string, string>>): Promise<string | null> {
  const response = await post(form, values)
  const body = await response.text()
  if (response.status >= 500) return `answers ${response.status}`
  if (form.as === 'json') return sentenceIn(body)
  const to = response.headers.get('location')
  if (to === null) return rawIn(body) ?? (body.includes('<h1>') ? null : 'says nothing')
  if (new URL(to, world.app).origin !== world.app) return `leads to ${to}`
  const cookies = response.headers.getSetCookie().map(cookie => cookie.split(';')[0])
  const page = await get(world, to, cookies.join('; '))
  if (page.status >= 400) return `leads to a page that answers ${page.status}`
  return rawIn(await page.text())
}

function post(form: Form, values: Readonly<Record<string, string>>): Promise<Response> {
  const address = form.to.startsWith('/') ? `${world.app}${form.to}` : `${world.app}/${install}/${form.to}`
  const body = form.as === 'form' ? new URLSearchParams(values) : JSON.stringify(values)
  const headers = form.as === 'form' ? undefined : { 'content-type': 'application/json' }
  return postFrom(world, address, { cookie: '', body, ...(headers && { headers }) })
}

/** Answers of JSON are words for the person, or a kind that the page has words for. */
function sentenceIn(body: string): string | null {
  const { kind, errors = {}, message = '' } = JSON.parse(body)
  if (typeof kind !== 'string') return `answers ${body.slice(0, 80)}`
  const said = [...Object.values(errors), message].filter(text => text !== '')
  return said.every(text => typeof text === 'string' && /^[A-Z].*\.$/.test(text)) ? null : `says ${said}`
}

/** What was typed waits at the link, the secrets aside; of one line breaks and halves of characters a form makes what it does. */
async function draftFault(route: string, field: string, text: string): Promise<string | null> {
  if (!route.startsWith('register/new') || ['link', 'privateKey', 'password'].includes(field)) return null
  const open = present(await readRegistration(papers.registration), 'The link is still good.')
  const kept = new Map(Object.entries(open.draft)).get(field)
  const wanted = text.toWellFormed().slice(0, 1_000)
  // Longer than the whole form may be: what was typed before still waits.
  if (text.length > 16_000) return kept === undefined ? 'is lost' : null
  return kept === wanted ? null : `kept ${JSON.stringify(kept)}`
}

async function issue(): Promise<Papers> {
  const { accountId } = present(await findInstall(install), 'The demo is installed.')
  const email = 'admin@forms.example'
  const password = 'a long one of forms'
  const { userId } = await addPerson(accountId, {
    ...{ name: 'Forms Admin', role: 'account-admin', email, password },
  })
  const { idHash: sessionHash } = await createSession({ accountId, userId, parentHash: null })
  const invited = await invite(
    accountId,
    { id: userId, name: 'Forms Admin' },
    {
      ...{ email: 'invited@forms.example', name: '', member: null },
      ...{ role: 'user', allCompanies: true, companyIds: [] },
    },
  )
  if (invited.kind !== 'invited') throw new Error(invited.message)
  const link = (purpose: 'invitation' | 'password' | 'registration', subject: string, whose: string | null) =>
    mintLink({
      ...{ purpose, subject, userId: whose, seconds: 3_600 },
      accountId: purpose === 'registration' ? null : accountId,
    })
  const ticket = { accountId, sessionHash, purpose: 'factor', seconds: 3_600 } as const
  return {
    email,
    password,
    invitation: await link('invitation', invited.id, null),
    reset: await link('password', email, userId),
    registration: await link(
      'registration',
      sealSubject({ email: 'new@forms.example', draft: {}, faults: {} }),
      null,
    ),
    factor: await mintTicket({ ...ticket, subject: JSON.stringify({ userId, need: 'recent' }) }),
  }
}

async function countOf(table: 'accounts'): Promise<number> {
  const [row] = await sql(world)<{ count: number }[]>`select count(*)::int as count from ${sql(world)(table)}`
  return row?.count ?? 0
}
