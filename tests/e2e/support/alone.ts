import type { Page } from '@playwright/test'
import { sessionCookie } from '../../../app/_session/auth.ts'
import { createSession } from '../../../lib/accounts/directory.ts'
import { present } from '../../../lib/std/assert.ts'
import { sql } from './browser.ts'
import type { World } from './world.ts'

/** The demo's admin outside Manage, in a session of the page's own. */
export async function signInAlone(page: Page, world: World): Promise<void> {
  const { accountId, userId } = await adminOfDemo(world)
  const { id } = await createSession({ accountId, userId, parentHash: null, origin: 'standalone' })
  const { name, value, path } = await sessionCookie(world.installs.demo, id)
  const { hostname: domain } = new URL(world.app)
  const cookie = { name, value, path, domain, httpOnly: true, secure: true, sameSite: 'None' as const }
  await page.context().addCookies([cookie])
}

export async function adminOfDemo(world: World): Promise<{ accountId: string; userId: string }> {
  const [row] = await sql(world)<{ accountId: string; userId: string }[]>`
    select m.account_id as "accountId", m.user_id as "userId"
    from memberships m join directory_installs i using (account_id)
    where i.install_key = ${world.installs.demo} and m.role = 'account-admin' and m.member_identifier = 'JNg'`
  return present(row, 'The demo has its admin.')
}
