import { dayText } from '@/app/_ui/address.ts'
import { resultsViews } from '@/lib/sync/views/results.ts'

/** The filter stands in the address: a filtered list is a link. Without a view: what needs a fix, if there is any. */
export function filterOf(companyId: string, text: (name: string) => string, fixes: number) {
  const view = resultsViews.find(one => one === text('view')) ?? (fixes > 0 ? 'fix' : 'all')
  return { companyId, view, search: text('search'), from: dayText(text('from')), to: dayText(text('to')) }
}
