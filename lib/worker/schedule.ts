import type { Schedule } from '../queue/queue.ts'

/** The sweep finds what a lost callback or job missed: lists, unposted records, callbacks, open webhooks, records that no callback reported. Alerts are looked for every minute. At night go old API calls and what has ended (sessions, links, codes …). */
export const schedules: readonly Schedule[] = [
  { cron: '*/5 * * * *', job: { name: 'sweep' } },
  { cron: '* * * * *', job: { name: 'watch-alerts' } },
  { cron: '20 3 * * *', job: { name: 'trim-calls' } },
  { cron: '40 3 * * *', job: { name: 'trim-ended' } },
]
