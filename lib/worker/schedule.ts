import type { Schedule } from '../queue/queue.ts'

/** The sweep finds what a lost callback or job missed: lists, unposted records, callbacks, open webhooks. */
export const schedules: readonly Schedule[] = [{ cron: '*/5 * * * *', job: { name: 'sweep' } }]
