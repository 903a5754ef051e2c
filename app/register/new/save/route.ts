import type { NextRequest } from 'next/server'
import { readForm } from '@/app/_session/request.ts'
import { enter, seeOther } from '@/app/_session/sign-in.ts'
import { refusedForm } from '@/app/_session/window-page.ts'
import { register } from '@/lib/accounts/register.ts'
import { env } from '@/lib/env.ts'
import { Secret } from '@/lib/std/secret.ts'

const longest = 1_000

/** Everything is tried against ConnectWise; then the account is there, its first admin signed in, and Setup begins. */
export async function POST(request: NextRequest) {
  const form = await readForm(request, env().EVENBOOK_URL)
  if (typeof form === 'string') return refusedForm(form, 'Open the link of the mail again.')
  const text = (name: string) => form.text(name, longest)
  const draft = {
    accountName: text('accountName'),
    yourName: text('yourName'),
    region: text('region'),
    loginCompany: text('loginCompany'),
    publicKey: text('publicKey'),
    memberIdentifier: text('memberIdentifier'),
    companyName: text('companyName'),
  }
  const link = text('link')
  const secrets = { privateKey: text('privateKey'), password: Secret.of(text('password')) }
  const outcome = await register({ link, draft, ...secrets })
  if (outcome.kind !== 'made') return seeOther('/register/new', { link })
  const { accountId, userId, installKey, factor } = outcome
  const to = { next: `/${installKey}/setup`, trust: false, secondFactor: factor }
  return enter(installKey, { accountId, userId }, to, request)
}
