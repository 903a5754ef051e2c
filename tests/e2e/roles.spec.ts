import { closeAppDatabase } from '../../lib/accounts/database.ts'
import { createSession, findInstall } from '../../lib/accounts/directory.ts'
import { inAccount } from '../../lib/accounts/transaction.ts'
import { beginViewAs } from '../../lib/accounts/users/view-as.ts'
import { present } from '../../lib/std/assert.ts'
import { newId } from '../../lib/std/id.ts'
import { actions, may, pages, posted, type Rule, roles, routes, type Who } from '../cases/roles/rules.ts'
import { addPerson } from '../support/people.ts'
import { sql } from './support/browser.ts'
import { type Built, readBuilt, ruleFaults } from './support/manifest.ts'
import { cookieOf, postFrom } from './support/over-http.ts'
import { expect, test } from './support/test.ts'
import { theWorld } from './support/world.ts'

/**
 * Every page, action and route handler of the running build, asked over HTTP by each role and by nobody. Actions get an input
 * that none takes: whoever may is told so, and nothing is done.
 */
const world = theWorld()
const install = world.installs.north
let cookies: Readonly<Record<Who, string>>

test.beforeAll(async () => {
  Object.assign(process.env, world.environment)
  cookies = await signInEach()
})
test.afterAll(async () => {
  await closeAppDatabase()
  await sql(world)`delete from memberships where name like 'Matrix %'`
})

test('everything of the build has a rule, and every rule is of something', () => {
  expect(ruleFaults(readBuilt())).toEqual([])
})

test('a new action, page or route without a rule is found', () => {
  const built: Built = readBuilt()
  const planted = {
    actions: [
      ...built.actions,
      { id: '7f', name: 'app/[install]/(frame)/sync/actions.ts#empty', page: 'sync' },
    ],
    entries: [
      ...built.entries,
      '[install]/(frame)/secrets/page',
      '[install]/(frame)/secrets/csv/route',
      'api/all/route',
    ],
  }
  expect(ruleFaults(planted)).toEqual([
    'app/[install]/(frame)/sync/actions.ts#empty has no rule',
    '[install]/secrets/page has no rule',
    '[install]/secrets/csv/route has no rule',
    'api/all/route has no rule',
  ])
  const without = { ...built, entries: built.entries.filter(entry => !entry.endsWith('/users/page')) }
  expect(ruleFaults(without)).toEqual(['[install]/users/page has a rule and does not exist'])
})

test('each action answers each role as the rules say', async () => {
  test.slow()
  const wrong: string[] = []
  const built = readBuilt().actions
  for (const { name, id, page } of built) {
    const rule = present(actions[name], `${name} has a rule.`)
    for (const who of roles) {
      const answer = await callAction(id, page, who)
      const wanted = wantedOf(rule, who)
      if (answer !== wanted) wrong.push(`${name} as ${who}: ${answer} instead of ${wanted}`)
    }
  }
  expect(wrong).toEqual([])
  console.log(`roles.actions ${built.length} × ${roles.length}`)
})

test('each page answers each role as the rules say', async () => {
  test.slow()
  const wrong: string[] = []
  for (const [page, rule] of Object.entries(pages)) {
    for (const who of roles) {
      const answer = await openPage(page, who)
      const wanted = isAllowed(rule, who) ? 'shown' : isAllowed('view', who) ? 'no-access' : 'signin'
      if (answer !== wanted) wrong.push(`${page} as ${who}: ${answer} instead of ${wanted}`)
    }
  }
  expect(wrong).toEqual([])
  console.log(`roles.pages ${Object.keys(pages).length} × ${roles.length}`)
})

test('each route handler answers each role as the rules say', async () => {
  const wrong: string[] = []
  for (const [route, rule] of Object.entries(routes)) {
    for (const who of roles) {
      const { status } = await get(route, who)
      const allowed = status !== 401 && status < 500
      if (allowed !== isAllowed(rule, who)) wrong.push(`${route} as ${who}: ${status}`)
    }
  }
  expect(wrong).toEqual([])
  console.log(`roles.routes ${Object.keys(routes).length} × ${roles.length}`)
})

test('each route handler that does something answers each role as the rules say', async () => {
  const wrong: string[] = []
  for (const [route, rule] of Object.entries(posted)) {
    for (const who of roles) {
      const answer = await post(route, who, { caller, input: null })
      const wanted = wantedOf(rule, who)
      if (answer !== wanted) wrong.push(`${route} as ${who}: ${answer} instead of ${wanted}`)
    }
  }
  expect(wrong).toEqual([])
})

/** A person for each role, signed in outside Manage: no agreement of a frame is needed. */
async function signInEach(): Promise<Record<Who, string>> {
  const { accountId } = present(await findInstall(install), 'The account is installed.')
  const signIn = async (role: Exclude<Who, 'signed-out' | 'viewing'>) => {
    const person = await addPerson(accountId, { name: `Matrix ${role}`, role })
    const { userId } = person
    const session = await createSession({ accountId, userId, parentHash: null, origin: 'standalone' })
    return { ...session, actor: { id: userId, name: person.name } }
  }
  const admin = await signIn('account-admin')
  const viewing = await signIn('account-admin')
  const { idHash: sessionHash, actor } = viewing
  const begun = await inAccount(accountId, tx =>
    beginViewAs(tx, { accountId, sessionHash, actor, userId: admin.actor.id }),
  )
  expect(begun).toEqual({ kind: 'changed' })
  const ids = {
    'account-admin': admin.id,
    approver: (await signIn('approver')).id,
    user: (await signIn('user')).id,
    'read-only': (await signIn('read-only')).id,
    none: (await signIn('none')).id,
    viewing: viewing.id,
  }
  const made = await Promise.all(
    Object.entries(ids).map(async ([who, id]) => [who, await cookieOf(install, id)]),
  )
  return { 'signed-out': '', ...Object.fromEntries(made) }
}

function isAllowed(rule: Rule, who: Who): boolean {
  const list: readonly Who[] = may[rule]
  return list.includes(who)
}

function addressOf(place: string): string {
  const path = place.replaceAll(/\[\w+\]/g, newId())
  return `${world.app}/${install}/${path}`
}

function get(place: string, who: Who): Promise<Response> {
  return fetch(addressOf(place), { headers: { cookie: cookies[who] }, redirect: 'manual' })
}

async function openPage(page: string, who: Who): Promise<string> {
  const { status, headers } = await get(page, who)
  const to = headers.get('location')
  const place = to === null ? null : (new URL(to, world.app).pathname.split('/')[2] ?? '')
  // The front door leads on to a screen.
  if (place !== null) return ['sync', 'setup'].includes(place) ? 'shown' : place
  // 404: there is no such record, which whoever may not look is not told.
  return status === 200 || status === 404 ? 'shown' : String(status)
}

/** Nobody takes this input: whoever may is told that it is the input. */
function wantedOf(rule: Rule, who: Who): string {
  if (isAllowed(rule, who)) return 'input'
  return who === 'signed-out' ? 'session' : 'permission'
}

const caller = { install, agreement: '' }

function callAction(id: string, page: string, who: Who): Promise<string> {
  return post(page, who, [caller, null], { accept: 'text/x-component', 'next-action': id })
}

async function post(
  place: string,
  who: Who,
  body: unknown,
  more: Record<string, string> = {},
): Promise<string> {
  const headers = { 'content-type': 'text/plain;charset=UTF-8', ...more }
  const sent = { cookie: cookies[who], body: JSON.stringify(body), headers }
  const response = await postFrom(world, addressOf(place), sent)
  const text = await response.text()
  const [, code] = /"ok":false,"error":\{[^}]*"code":"([\w-]+)"/.exec(text) ?? []
  return code ?? `${response.status} ${text.slice(0, 200)}`
}
