import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await testDatabase()
})
afterAll(() => database.close())

test('hello', async () => {
  expect(await database.app.execute(sql`select '{"a":0.10}'::jsonb as x`)).toHaveLength(1)
})
