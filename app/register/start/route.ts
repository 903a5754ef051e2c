import { after, type NextRequest } from 'next/server'
import { clientAddress, readForm } from '@/app/_session/request.ts'
import { seeOther } from '@/app/_session/sign-in.ts'
import { refusedForm } from '@/app/_session/window-page.ts'
import { askToRegister, isAddress } from '@/lib/accounts/register.ts'
import { env } from '@/lib/env.ts'

/** The same answer for every address, and before anything is looked up: neither words nor time tell who is here already. */
export async function POST(request: NextRequest) {
  const form = await readForm(request, env().EVENBOOK_URL)
  if (typeof form === 'string') return refusedForm(form, 'Open the registration again.')
  const email = form.text('email', 300).trim()
  if (!isAddress(email)) return seeOther('/register', { fault: 'email' })
  const address = clientAddress(request.headers)
  after(() => askToRegister({ email, address }))
  return seeOther('/register/sent', {})
}
