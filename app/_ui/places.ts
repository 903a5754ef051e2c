import type { Place } from '@/lib/accounting/problems.ts'

/** Where a fix leads, from a problem's place and the company whose problem it is. Null: no page that we can open for it. */
export function placeHref(
  { install, companyId }: { install: string; companyId: string },
  place: Place,
  outside: { ledgerUrl: string },
): Href | null {
  switch (place.screen) {
    case 'mappings':
      return {
        own: true,
        href: `/${install}/mappings?${new URLSearchParams({ company: companyId, kind: place.kind, key: place.key })}`,
      }
    case 'company':
      return {
        own: true,
        href: `/${install}/companies/${companyId}?${new URLSearchParams({ field: place.field })}#${place.field}`,
      }
    case 'ledger':
      return outside.ledgerUrl === '' ? null : { own: false, href: outside.ledgerUrl }
    case 'connectwise':
    case 'none':
      return null
  }
}

export interface Href {
  href: string
  /** a page of ours; else of the ledger */
  own: boolean
}
