import { notFound } from 'next/navigation'
import { isInstallKey, isOwnPath } from '@/app/_session/request.ts'
import { frameAncestors } from '@/lib/accounts/psa.ts'
import { SignIn } from './sign-in.tsx'

export default async function SignInPage(props: {
  params: Promise<{ install: string }>
  searchParams: Promise<{ next?: string | string[] }>
}) {
  const { install } = await props.params
  const { next } = await props.searchParams
  const [manage] = isInstallKey(install) ? await frameAncestors(install) : []
  if (!manage) notFound()
  const wanted = typeof next === 'string' && isOwnPath(install, next) ? next : `/${install}/sync`
  return <SignIn install={install} manage={manage} next={wanted} />
}
