import { after, type NextRequest } from 'next/server'
import { clientAddress } from '@/app/_session/request.ts'
import { seeOther, signInForm } from '@/app/_session/sign-in.ts'
import { forgotPassword } from '@/lib/accounts/sign-in.ts'

/** The same answer for every address, and before anything is looked up: neither words nor time tell who has an account. */
export async function POST(request: NextRequest, { params }: { params: Promise<{ install: string }> }) {
  const { install } = await params
  const form = await signInForm(install, request)
  if (form instanceof Response) return form
  const asked = {
    accountId: form.accountId,
    email: form.text('email', 254),
    address: clientAddress(request.headers),
  }
  after(() => forgotPassword(asked))
  return seeOther(`/${install}/signin/forgot`, { sent: '1' })
}
