import { isInstallKey } from '@/app/_session/request.ts'
import { Given } from './given.tsx'

export default async function FactorDonePage(props: {
  params: Promise<{ install: string }>
  searchParams: Promise<{ stay?: string | string[]; enter?: string | string[] }>
}) {
  const { install } = await props.params
  const { stay, enter } = await props.searchParams
  const to = `/${install}/profile`
  const offered = typeof enter === 'string' && isInstallKey(install)
  const query = new URLSearchParams({ ticket: offered ? enter : '', to })
  return <Given stays={stay === '1'} enrol={offered ? `/${install}/enter?${query}` : null} />
}
