import { type Route, type SimRequest, type SimResponse, unsupported } from '../../kit/message.ts'
import { envelope } from '../answers.ts'
import { formatAttachable, keepFile, type Metadata } from '../attachables.ts'
import { bodyProblem } from '../body.ts'
import type { Attachable } from '../entities.ts'
import type { Gate } from '../gate.ts'
import { type Fault, Refused } from '../problem.ts'
import type { CallContext, World } from '../world.ts'

/** One file with its metadata, as a form of two parts. */
export function uploadRoutes(gate: Gate, world: World): Route[] {
  return [gate.route('POST', 'upload', (request, context) => upload(world, request, context))]
}

function upload(world: World, request: SimRequest, context: CallContext): SimResponse | Promise<SimResponse> {
  const parts = partsOf(request)
  const metadata = parts?.get('file_metadata_01')
  const content = parts?.get('file_content_01')
  if (!metadata || !content || parts?.size !== 2) return unsupported({ _sim: 'upload: two parts, _01 each' })
  if (metadata.type !== 'application/json') return unsupported({ _sim: 'upload: metadata is JSON' })
  const body: Metadata = JSON.parse(metadata.content.toString('utf8'))
  const problem = bodyProblem(body, 'Attachable')
  if (problem) return problem
  const { latency } = world.parameters.current
  return request.write<Attachable | Fault>({
    latencyMs: latency.writeBaseMs + latency.writePerDocumentMs,
    commit: () => kept(context, body, content.content),
    format: done => {
      const one = 'Error' in done ? { Fault: done } : { Attachable: formatAttachable(context, done) }
      return envelope(context, { AttachableResponse: [one] })
    },
  })
}

function kept(context: CallContext, body: Metadata, content: Buffer): Attachable | Fault {
  try {
    return keepFile(context, body, content)
  } catch (error) {
    if (error instanceof Refused) return error.fault
    throw error
  }
}

type Part = { type: string; content: Buffer }

/** RFC 7578, to the letter: what a lenient reader would guess is no upload here. */
function partsOf({ header, body }: SimRequest): Map<string, Part> | undefined {
  const boundary = /^multipart\/form-data; *boundary="?([^";]{1,70})"?$/i.exec(
    header('content-type') ?? '',
  )?.[1]
  if (boundary === undefined) return undefined
  const parts = new Map<string, Part>()
  let at = body.indexOf(`--${boundary}\r\n`)
  if (at !== 0) return undefined
  for (;;) {
    const from = at + boundary.length + 4
    const headEnd = body.indexOf('\r\n\r\n', from)
    const end = body.indexOf(`\r\n--${boundary}`, headEnd)
    if (headEnd < 0 || end < 0) return undefined
    const head = body.subarray(from, headEnd).toString('utf8')
    const name = /^Content-Disposition: form-data; name="([^"]+)"(?:; filename="[^"]*")?$/im.exec(head)?.[1]
    const type = /^Content-Type: (\S+)$/im.exec(head)?.[1]
    if (name === undefined || type === undefined) return undefined
    parts.set(name, { type, content: body.subarray(headEnd + 4, end) })
    const after = body.subarray(end + boundary.length + 4, end + boundary.length + 6).toString('latin1')
    if (after === '--') return parts
    if (after !== '\r\n') return undefined
    at = end + 2
  }
}
