import { z } from 'zod'
import { unreachable } from '../std/assert.ts'

const id = z.uuid()

/** A job carries ids and nothing else: what is to be done stands in our own tables. */
export const jobSchema = z.discriminatedUnion('name', [
  z.object({ name: z.literal('wake-company'), accountId: id, companyId: id }),
  /** companyId null: the account's ConnectWise lists */
  z.object({ name: z.literal('refresh-reference'), accountId: id, companyId: id.nullable() }),
  /** ConnectWise's unposted list into the records that the Sync list shows */
  z.object({ name: z.literal('read-unposted'), accountId: id, companyId: id }),
  /** the same, and what of it nobody asked for yet goes by itself */
  z.object({ name: z.literal('start-unposted'), accountId: id, companyId: id }),
  z.object({ name: z.literal('handle-webhook'), inboxId: z.int().positive() }),
  z.object({ name: z.literal('ensure-callbacks'), accountId: id }),
  z.object({ name: z.literal('chain-activity'), accountId: id }),
  z.object({ name: z.literal('sweep') }),
  /** what people have to be told of by mail */
  z.object({ name: z.literal('watch-alerts') }),
  /** logged API calls that are older than their account keeps them */
  z.object({ name: z.literal('trim-calls') }),
  /** sessions, tickets, links, codes, browsers and invitations past their end */
  z.object({ name: z.literal('trim-ended') }),
])

export type Job = z.infer<typeof jobSchema>
export type JobName = Job['name']
export type JobOf<Name extends JobName> = Extract<Job, { name: Name }>

/** Jobs of one key that wait are one job: of each key at most one waits and one runs. */
export function jobKey(job: Job): string {
  switch (job.name) {
    case 'wake-company':
    case 'read-unposted':
    case 'start-unposted':
      return `${job.accountId}:${job.companyId}`
    case 'refresh-reference':
      return `${job.accountId}:${job.companyId ?? 'psa'}`
    case 'handle-webhook':
      return String(job.inboxId)
    case 'ensure-callbacks':
    case 'chain-activity':
      return job.accountId
    case 'sweep':
    case 'watch-alerts':
    case 'trim-calls':
    case 'trim-ended':
      return 'all'
    default:
      return unreachable(job)
  }
}

/**
 * How many fetchers a process has for a queue, and how many jobs one takes at a time. Long jobs are taken singly, so
 * that none holds up another; short ones in handfuls, because a fetcher that found one waits before it looks again.
 */
export const pace = {
  'wake-company': { fetchers: 8, handful: 1 },
  'refresh-reference': { fetchers: 2, handful: 1 },
  'read-unposted': { fetchers: 2, handful: 1 },
  'start-unposted': { fetchers: 2, handful: 1 },
  'handle-webhook': { fetchers: 2, handful: 10 },
  'ensure-callbacks': { fetchers: 1, handful: 5 },
  'chain-activity': { fetchers: 1, handful: 5 },
  sweep: { fetchers: 1, handful: 1 },
  'watch-alerts': { fetchers: 1, handful: 1 },
  'trim-calls': { fetchers: 1, handful: 1 },
  'trim-ended': { fetchers: 1, handful: 1 },
} as const satisfies Record<JobName, { fetchers: number; handful: number }>
