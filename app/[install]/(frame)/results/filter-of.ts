import { resultsViews } from '@/lib/sync/views/results.ts'

const zDay = /^\d{4}-\d{2}-\d{2}$/

/** The filter stands in the address: a filtered list is a link. Without a view: what needs a fix, if there is any. */
export function filterOf(companyId: string, text: (name: string) => string, fixes: number) {
  const view = resultsViews.find(one => one === text('view')) ?? (fixes > 0 ? 'fix' : 'all')
  const day = (name: string) => (zDay.test(text(name)) ? text(name) : '')
  return { companyId, view, search: text('search'), from: day('from'), to: day('to') }
}
