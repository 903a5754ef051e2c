import { describe, expect, test } from 'vitest'
import { eventStream, type Look, progressEvents } from '../../../app/[install]/api/progress/stream.ts'

/** The looks one after another; waiting takes no time and is counted. */
async function events(looks: (Look | null)[], lastSeen: string | null = null): Promise<string[]> {
  const pace = { lookMs: 250, heartbeatMs: 1_000, wait: async () => undefined }
  const look = async () => looks.shift() ?? null
  const signal = new AbortController().signal
  return Array.fromAsync(progressEvents({ look, lastSeen, signal }, pace))
}

const at = (version: string, settled = false): Look => ({ version, settled, data: { version } })

describe('progress', () => {
  test('each version once, and the end closes', async () => {
    expect(await events([at('a'), at('a'), at('b'), at('c', true), at('d')])).toEqual([
      'retry: 1000\n\n',
      'id: a\ndata: {"version":"a"}\n\n',
      'id: b\ndata: {"version":"b"}\n\n',
      'event: settled\nid: c\ndata: {"version":"c"}\n\n',
    ])
  })

  test('a page that comes back is not told again what it has', async () => {
    expect(await events([at('b'), at('c', true)], 'b')).toEqual([
      'retry: 1000\n\n',
      'event: settled\nid: c\ndata: {"version":"c"}\n\n',
    ])
  })

  test('a heartbeat while nothing changes', async () => {
    const quiet = Array.from({ length: 9 }, () => at('a'))
    const told = await events([...quiet, at('a', true)])
    expect(told.filter(text => text.startsWith(':'))).toHaveLength(2)
  })

  test('what is not there any more ends it', async () => {
    expect(await events([at('a'), null])).toEqual([
      'retry: 1000\n\n',
      'id: a\ndata: {"version":"a"}\n\n',
      'event: gone\ndata: {}\n\n',
    ])
  })

  test('a reader that goes away ends the looking', async () => {
    const leaving = new AbortController()
    let looks = 0
    const look = async () => {
      looks += 1
      if (looks === 3) leaving.abort()
      return at(String(looks))
    }
    const stream = eventStream(progressEvents({ look, lastSeen: null, signal: leaving.signal }))
    const text = await new Response(stream).text()
    expect(text.match(/^id:/gm)).toHaveLength(3)
    expect(looks).toBe(3)
  })
})
