import { type ActivityFilter, activityKinds } from '@/lib/activity/history.ts'
import { isMoment, plain } from '../filter-of.ts'

export function filterOf(text: (name: string) => string, zone: string): ActivityFilter {
  const at = (name: string) => (isMoment(text(name)) ? text(name) : '')
  return {
    who: plain(text('who')),
    kind: Object.hasOwn(activityKinds, text('kind')) ? text('kind') : '',
    text: plain(text('text')),
    from: at('from'),
    to: at('to'),
    zone,
  }
}
