import { migrate } from '../drizzle/migrate.ts'
import { type Env, env } from '../lib/env.ts'
import { installQueue } from '../lib/queue/queue.ts'

/** The tables, the roles, then the queue's own tables, which belong to the queue's role. */
export async function migrateDatabase(
  urls: Pick<Env, 'DATABASE_URL' | 'DATABASE_APP_URL' | 'DATABASE_QUEUE_URL'>,
): Promise<void> {
  await migrate(urls)
  await installQueue(urls.DATABASE_QUEUE_URL.reveal())
}

if (import.meta.main) {
  await migrateDatabase(env())
  console.log('The database is up to date.')
}
