import { z } from 'zod'
import type { Client } from './client.ts'
import { malformed, readAs } from './errors.ts'
import type { Api } from './exchange.ts'

/** The parameters of one forward-only page: ordered by id, so a row added meanwhile can neither be skipped nor repeat. */
export interface Page {
  query: { pageSize: string; pageId?: string }
  header: { 'pagination-type': 'forward-only' }
}

export type ListCall = (api: Api, page: Page) => Promise<unknown>

const pageSize = '1000'
const callsAtOnce = 4

export async function* pages<T>(
  client: Client,
  what: string,
  schema: z.ZodType<T>,
  call: ListCall,
): AsyncGenerator<T[]> {
  const rows = z.array(schema)
  for (let pageId: string | null = ''; pageId !== null; ) {
    const query: Page['query'] = pageId === '' ? { pageSize } : { pageSize, pageId }
    const answer = await client.answer(api =>
      call(api, { query, header: { 'pagination-type': 'forward-only' } }),
    )
    const page = readAs(rows, answer.text, what)
    if (page.length > 0) yield page
    pageId = page.length === 0 ? null : nextPageId(answer.headers.link ?? '', pageId, what)
  }
}

/** Every row of a list that is short by nature (settings, people). */
export async function all<T>(
  client: Client,
  what: string,
  schema: z.ZodType<T>,
  call: ListCall,
): Promise<T[]> {
  const rows: T[] = []
  for await (const page of pages(client, what, schema, call)) rows.push(...page)
  return rows
}

/** One call for each condition, a few of them at once; a condition names fewer rows than a page holds. */
export async function selected<T>(
  client: Client,
  what: string,
  schema: z.ZodType<T>,
  conditions: readonly string[],
  call: (api: Api, query: { conditions: string; pageSize: string }) => Promise<unknown>,
): Promise<T[]> {
  const rows: T[] = []
  for (let at = 0; at < conditions.length; at += callsAtOnce) {
    const answers = conditions
      .slice(at, at + callsAtOnce)
      .map(one => client.read(what, z.array(schema), api => call(api, { conditions: one, pageSize })))
    rows.push(...(await Promise.all(answers)).flat())
  }
  return rows
}

/** Only the id is taken from the link, never its address: it could name another host. */
function nextPageId(link: string, before: string, what: string): string | null {
  const next = link.split(/,\s*(?=<)/).find(part => /;\s*rel="?next"?/i.test(part))
  if (next === undefined) return null
  const pageId = /[?&]pageId=(\d{1,12})(?:[&>])/i.exec(next)?.[1]
  if (pageId === undefined) throw malformed(what, 'the link to the next page names no pageId')
  if (before !== '' && Number(pageId) <= Number(before)) throw malformed(what, 'its pages do not go forward')
  return pageId
}
