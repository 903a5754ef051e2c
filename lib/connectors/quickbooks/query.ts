import { z } from 'zod'
import { chunks } from '../chunks.ts'
import type { QuickBooksClient } from './client.ts'

const pageSize = 1_000

/** All rows of one entity, a thousand a call. Without `Active` a list leaves out what is not active. */
export async function queryAll<T>(
  client: QuickBooksClient,
  entity: string,
  where: string,
  row: z.ZodType<T>,
): Promise<T[]> {
  const rows: T[] = []
  const schema = answerOf(entity, row)
  for (;;) {
    const page = `startposition ${rows.length + 1} maxresults ${pageSize}`
    const condition = where === '' ? '' : ` where ${where}`
    const query = `select * from ${entity}${condition} orderby Id ${page}`
    const found = await client.read('query', { query }, schema)
    rows.push(...found)
    if (found.length < pageSize) return rows
  }
}

/** Rows whose field is one of these, asked for few enough at once for an address. */
export async function queryIn<T>(
  client: QuickBooksClient,
  entity: string,
  { field, values, and = '' }: { field: string; values: readonly string[]; and?: string },
  row: z.ZodType<T>,
): Promise<T[]> {
  const found = await Promise.all(
    chunks(values, { most: 30, around: 10 }).map(group =>
      queryAll(client, entity, `${field} in (${group.map(quoted).join(', ')})${and}`, row),
    ),
  )
  return found.flat()
}

/** Nothing found is an empty QueryResponse, without the list. */
function answerOf<T>(entity: string, row: z.ZodType<T>): z.ZodType<T[]> {
  return z
    .object({ QueryResponse: z.looseObject({ [entity]: z.array(row).optional() }) })
    .transform(({ QueryResponse }) => {
      const rows: T[] | undefined = QueryResponse[entity]
      return rows ?? []
    })
}

/** A text literal of the query language; its only escape is the backslash. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`
}
