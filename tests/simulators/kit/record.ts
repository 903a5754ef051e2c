import type { IncomingHttpHeaders } from 'node:http'

export type Call = {
  seq: number
  at: number
  method: string
  path: string
  query: string
  requestHeaders: Record<string, string>
  requestBody: string
  /** 0: the caller got no answer. */
  status: number
  responseHeaders: Record<string, string>
  responseBody: string
  ms: number
  fault?: string
  /** How many documents a write carried. */
  documents?: number
  /** Whether the write changed the books, even when its answer was lost or an error. */
  committed: boolean
  caller?: string
  unknown?: true
}

export type CallFilter = { since?: number; method?: string; path?: string }
export type Recorder = ReturnType<typeof createRecorder>

const SECRET_HEADERS = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie'])

/** Every call, oldest first. `keepBodies: false` keeps memory small in storms; `limit` bounds the list. */
export function createRecorder({ keepBodies = true, limit = 200_000 } = {}) {
  let calls: Call[] = []
  let seq = 0

  return {
    begin(at: number, method: string, path: string, query: string, headers: IncomingHttpHeaders): Call {
      seq += 1
      const call: Call = {
        seq,
        at,
        method,
        path,
        query,
        requestHeaders: mask(headers),
        requestBody: '',
        status: 0,
        responseHeaders: {},
        responseBody: '',
        ms: 0,
        committed: false,
      }
      calls.push(call)
      if (calls.length > limit) calls = calls.slice(-Math.floor(limit / 2))
      return call
    },
    body(text: string, secret: boolean) {
      if (!keepBodies) return ''
      return secret ? '[secret]' : text
    },
    mask,
    list({ since = 0, method, path }: CallFilter = {}) {
      const pattern = path === undefined ? undefined : new RegExp(path)
      return calls.filter(
        call =>
          call.seq > since &&
          (method === undefined || call.method === method) &&
          (pattern === undefined || pattern.test(call.path)),
      )
    },
    unknown: () => calls.filter(call => call.unknown === true),
    clear() {
      calls = []
    },
  }
}

function mask(headers: Record<string, string | string[] | number | undefined>) {
  const masked: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    if (value === undefined) continue
    masked[name] = SECRET_HEADERS.has(name.toLowerCase()) ? '[secret]' : String(value)
  }
  return masked
}
