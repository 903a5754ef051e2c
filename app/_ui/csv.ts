import { stringify } from 'csv-stringify/sync'
import { safeCell } from '@/lib/std/cell.ts'

/**
 * A table as CSV, page by page, so that a long one needs little memory. Cells are safe for spreadsheets (lib/std/cell.ts).
 */
export function csvResponse(
  name: string,
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly string[])[]>,
): Response {
  return fileResponse(`${name}.csv`, 'text/csv; charset=utf-8', parts(header, pages))
}

/** A file that is written while the browser takes it: a piece is made when the one before was taken. */
export function fileResponse(name: string, type: string, texts: AsyncGenerator<string>): Response {
  const encoder = new TextEncoder()
  const body = new ReadableStream({
    pull: async controller => {
      const next = await texts.next()
      if (next.done) controller.close()
      else controller.enqueue(encoder.encode(next.value))
    },
    cancel: async () => {
      await texts.return(undefined)
    },
  })
  return new Response(body, {
    headers: {
      'content-type': type,
      'content-disposition': `attachment; filename="${name}"`,
      'cache-control': 'no-store',
    },
  })
}

async function* parts(
  header: readonly string[],
  pages: AsyncIterable<readonly (readonly string[])[]>,
): AsyncGenerator<string> {
  yield stringify([[...header]], { bom: true })
  for await (const rows of pages) {
    if (rows.length > 0) yield stringify(rows.map(row => row.map(safeCell)))
  }
}

/** Pages of a thousand until one is short. */
export async function* inPages<Row>(
  read: (offset: number) => Promise<Row[]>,
  cells: (row: Row) => string[],
): AsyncGenerator<string[][]> {
  for (let offset = 0; ; offset += 1_000) {
    const rows = await read(offset)
    yield rows.map(cells)
    if (rows.length < 1_000) return
  }
}

/** Pages that come as rows. */
export async function* mapped<Row>(
  pages: AsyncIterable<Row[]>,
  cells: (row: Row) => string[],
): AsyncGenerator<string[][]> {
  for await (const rows of pages) yield rows.map(cells)
}
