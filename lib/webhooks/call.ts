import type { Call } from '../activity/calls/log.ts'
import { maskHeaders, maskText, oneLine, shownBody } from '../std/mask.ts'

/** How the vendor asked, as far as the log shows it. */
export interface Asked {
  path: string
  headers: Record<string, string>
}

/** A vendor's call to us, for the API log; the secret of its address and its signature are masked here. */
export function receivedCall(
  call: Asked & { system: string; body: string; status: number; ms: number },
): Call {
  const { system, status, ms, headers, body, path } = call
  const bytes = Buffer.byteLength(body)
  const at = new Date(Date.now() - ms)
  return {
    ...{ system, method: 'POST', status, ms },
    detail: () => ({
      ...{ at, bytes, records: recordOf(body), correlationId: '' },
      path: oneLine(maskText(path)).slice(0, 4_000),
      requestHeaders: maskHeaders(headers),
      requestBody: shownBody(body, bytes),
      responseHeaders: {},
      responseBody: '',
    }),
  }
}

/** By the names that our own calls about them are logged under (connectors/records-of.ts). */
const kinds: ReadonlyMap<string, string> = new Map([
  ['invoice', 'invoice'],
  ['purchaseorder', 'purchase-order'],
  ['expense', 'expense'],
])

/** What it claims to be about; whether that is so is found out later. */
function recordOf(body: string): string[] {
  const id = /"ID"\s*:\s*(\d{1,15})\b/.exec(body)?.[1]
  const type = /"Type"\s*:\s*"(\w{1,40})"/.exec(body)?.[1]?.toLowerCase()
  const kind = kinds.get(type ?? '')
  return id && kind ? [`${kind}:${id}`] : []
}
