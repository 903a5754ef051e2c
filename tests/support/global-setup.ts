import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import postgres from 'postgres'
import type { TestProject } from 'vitest/node'
import { migrate } from '../../drizzle/migrate.ts'
import { installQueue } from '../../lib/queue/queue.ts'
import { randomKey } from '../../lib/std/id.ts'
import { Secret } from '../../lib/std/secret.ts'
import { startPostgres } from '../../scripts/postgres.ts'

/** Addresses of the template database, which is migrated once a run; each file copies it (tests/support/database.ts). */
export interface TemplateUrls {
  readonly superuser: string
  readonly owner: string
  readonly app: string
  readonly queue: string
}

declare module 'vitest' {
  export interface ProvidedContext {
    template: TemplateUrls
  }
}

export const templateName = 'evenbook_template'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = mkdtempSync(path.join(tmpdir(), 'evenbook-test-'))
  const server = await startPostgres({
    directory: path.join(directory, 'postgres'),
    password: randomKey(128),
    fast: true,
  })
  const template = await makeTemplate(server.url)
  project.provide('template', template)
  return async () => {
    await server.stop()
    rmSync(directory, { recursive: true, force: true })
  }
}

async function makeTemplate(superuser: string): Promise<TemplateUrls> {
  const sql = postgres(superuser, { max: 1, onnotice: () => undefined })
  await sql.unsafe(`create database ${templateName}`)
  await sql.end()
  const as = (user: string, password: string) => {
    const url = new URL(superuser)
    url.pathname = `/${templateName}`
    url.username = user
    url.password = password
    return url.href
  }
  const { username, password } = new URL(superuser)
  const urls = {
    superuser,
    owner: as(username, decodeURIComponent(password)),
    app: as('evenbook_app', randomKey(128)),
    queue: as('evenbook_queue', randomKey(128)),
  }
  await migrate({
    DATABASE_URL: Secret.of(urls.owner),
    DATABASE_APP_URL: Secret.of(urls.app),
    DATABASE_QUEUE_URL: Secret.of(urls.queue),
  })
  await installQueue(urls.queue)
  return urls
}
