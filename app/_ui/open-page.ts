import { type Member, requireCompany, requireMember } from '@/app/_session/member.ts'
import { within } from '@/app/_session/within.ts'
import { type Company, listCompanies } from '@/lib/accounts/companies.ts'
import type { Permission } from '@/lib/accounts/permissions.ts'
import { addressText } from './address.ts'
import { type Viewer, viewerOf } from './viewer.ts'

export interface PageAddress {
  params: Promise<{ install: string }>
  searchParams: Promise<Record<string, string | string[] | undefined>>
}

export interface OpenPage {
  member: Member
  viewer: Viewer
  companies: Company[]
  /** the one the address names, else the account's first; null while there is none */
  company: Company | null
  /** one value of the address, '' when absent */
  text(name: string): string
}

/** What every full page begins with. `own`: a page of the person's own things, which needs no company. */
export async function openPage(
  address: PageAddress,
  permission: Permission = 'view',
  { own = false } = {},
): Promise<OpenPage> {
  const { install } = await address.params
  const query = await address.searchParams
  const member = await requireMember(install, permission)
  if (!own) requireCompany(member)
  const companies = await within(member, listCompanies)
  const text = (name: string) => addressText(query[name])
  const company = companies.find(one => one.id === text('company')) ?? companies[0] ?? null
  return { member, companies, company, text, viewer: await viewerOf(member, company?.id ?? null, false) }
}
