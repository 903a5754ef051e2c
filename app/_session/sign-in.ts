import { NextResponse } from 'next/server'
import { createSession, findInstall } from '../../lib/accounts/directory.ts'
import { type FactorWay, mailCode, wayOf } from '../../lib/accounts/factor.ts'
import { noteSignIn } from '../../lib/accounts/sign-in.ts'
import { proven } from '../../lib/accounts/trust.ts'
import { env } from '../../lib/env.ts'
import { sessionCookie } from './auth.ts'
import { browserName, deviceCookie, knownDevice } from './device.ts'
import { factorMode } from './factor.ts'
import { noPendingCookie, type Pending, pendingCookie } from './pending.ts'
import { isInstallKey, readForm } from './request.ts'
import { refusedForm } from './window-page.ts'

export interface SignInForm {
  accountId: string
  text(name: string, most?: number): string
}

/** What a form of the sign-in posts, or the page that says why it is not taken. */
export async function signInForm(install: string, request: Request): Promise<SignInForm | Response> {
  const form = await readForm(request, env().EVENBOOK_URL)
  const again = 'It did not come from a page of Evenbook. Open the sign-in again.'
  if (typeof form === 'string') return refusedForm(form, again)
  const found = isInstallKey(install) ? await findInstall(install) : null
  return found ? { accountId: found.accountId, text: form.text } : refusedForm('foreign', again)
}

/** After the password: a code always, trusted browser or not; in the optional mode of those who have an app. `sent`: what the page says of a mail. */
export async function askForCode(
  install: string,
  who: { accountId: string; userId: string },
  pending: Omit<Pending, 'userId' | 'sentTo'>,
  request: Request,
  sent: Record<string, string> = {},
): Promise<Response> {
  const way = await wayOf(who)
  const mode = await factorMode({ ...who, companies: 'all' })
  if (mode === 'optional' && way !== 'app')
    return enter(install, who, { ...pending, trust: false, secondFactor: false }, request)
  const { sentTo, query } = await codeFor(who, way, sent)
  const response = seeOther(`/${install}/signin/code`, query)
  response.cookies.set(await pendingCookie(install, { ...pending, userId: who.userId, sentTo }))
  return response
}

async function codeFor(
  who: { accountId: string; userId: string },
  way: FactorWay,
  sent: Record<string, string>,
): Promise<{ sentTo: string; query: Record<string, string> }> {
  if (way === 'app') return { sentTo: '', query: {} }
  const answer = await mailCode(who)
  if (answer.kind === 'sent') return { sentTo: answer.to, query: sent }
  if (answer.kind === 'wait')
    return { sentTo: '…', query: { fault: 'wait', until: String(answer.until.getTime()) } }
  return { sentTo: '', query: { fault: answer.kind } }
}

/** Signed in: a session of its own, of this browser. */
export async function enter(
  install: string,
  who: { accountId: string; userId: string },
  to: { next: string; trust: boolean; secondFactor: boolean },
  request: Request,
): Promise<Response> {
  const device = await knownDevice(install)
  const { secondFactor, next, trust } = to
  const session = {
    ...who,
    parentHash: null,
    origin: 'standalone',
    deviceHash: device.hash,
    secondFactor,
  } as const
  const { id, idHash } = await createSession(session)
  const browser = browserName(request.headers.get('user-agent'))
  await noteSignIn(who, browser)
  if (trust) await proven({ ...who, sessionHash: idHash, deviceHash: device.hash }, { trust, browser })
  const response = seeOther(next, {})
  response.cookies.set(await sessionCookie(install, id))
  response.cookies.set(deviceCookie(install, device))
  response.cookies.set(noPendingCookie(install))
  return response
}

export function seeOther(path: string, query: Record<string, string>): NextResponse {
  const text = new URLSearchParams(query).toString()
  const location = text === '' ? path : `${path}?${text}`
  return new NextResponse(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}
