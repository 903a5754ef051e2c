import { fileResponse } from './csv.ts'

/** An array of objects, one a line, written page by page. */
export function jsonResponse(name: string, pages: AsyncIterable<readonly object[]>): Response {
  return fileResponse(`${name}.json`, 'application/json', lines(pages))
}

async function* lines(pages: AsyncIterable<readonly object[]>): AsyncGenerator<string> {
  let before = '[\n'
  for await (const rows of pages) {
    yield before + rows.map(row => JSON.stringify(row)).join(',\n')
    before = ',\n'
  }
  yield before === '[\n' ? '[]\n' : '\n]\n'
}
