import postgres from 'postgres'
import { inject } from 'vitest'
import { connect, type Database, disconnect } from '../../drizzle/client.ts'
import { randomKey } from '../../lib/std/id.ts'
import { type TemplateUrls, templateName } from './global-setup.ts'

export interface TestDatabase {
  /** The server's superuser: migrates, and sees every row whatever row-level security says. */
  readonly ownerUrl: string
  readonly appUrl: string
  readonly queueUrl: string
  readonly app: Database
  readonly owner: Database
  close(): Promise<void>
}

/** A migrated database of the test file's own. Call it in beforeAll and close it in afterAll. */
export async function testDatabase(): Promise<TestDatabase> {
  const template = inject('template')
  const name = `test_${Buffer.from(randomKey(96), 'base64url').toString('hex')}`
  // file_copy: 25 ms with forty tables, half of what wal_log takes.
  await administer(template, `create database ${name} template ${templateName} strategy file_copy`)
  const urls = {
    ownerUrl: withDatabase(template.owner, name),
    appUrl: withDatabase(template.app, name),
    queueUrl: withDatabase(template.queue, name),
  }
  const app = connect(urls.appUrl, { max: 10, name: 'test-app' })
  const owner = connect(urls.ownerUrl, { max: 3, name: 'test-owner' })
  return {
    ...urls,
    app,
    owner,
    close: async () => {
      await Promise.all([disconnect(app), disconnect(owner)])
      await administer(template, `drop database ${name} with (force)`)
    },
  }
}

async function administer(template: TemplateUrls, statement: string): Promise<void> {
  const sql = postgres(template.superuser, { max: 1, onnotice: () => undefined })
  await sql.unsafe(statement)
  await sql.end()
}

function withDatabase(address: string, name: string): string {
  const url = new URL(address)
  url.pathname = `/${name}`
  return url.href
}
