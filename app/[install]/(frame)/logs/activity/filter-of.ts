import { type ActivityFilter, activityKinds } from '@/lib/activity/history.ts'
import { isMoment } from '../filter-of.ts'

export function filterOf(text: (name: string) => string, zone: string): ActivityFilter {
  const at = (name: string) => (isMoment(text(name)) ? text(name) : '')
  return {
    who: text('who').trim(),
    kind: Object.hasOwn(activityKinds, text('kind')) ? text('kind') : '',
    text: text('text').trim(),
    from: at('from'),
    to: at('to'),
    zone,
  }
}
