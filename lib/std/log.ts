import { pino } from 'pino'
import { Decimal } from './decimal.ts'
import { NumberText } from './json.ts'
import { Secret } from './secret.ts'

export type LogFields = Readonly<Record<string, unknown>>

export interface Logger {
  debug(fields: LogFields, message: string): void
  info(fields: LogFields, message: string): void
  warn(fields: LogFields, message: string): void
  error(fields: LogFields, message: string): void
  child(fields: LogFields): Logger
}

/** What a line may carry: ids, counts, times, codes. Anything else is left out and only its name is given. */
export const loggedFields: ReadonlySet<string> = new Set([
  ...[
    'account',
    'company',
    'member',
    'role',
    'session',
    'install',
    'connection',
    'grant',
    'organisation',
    'region',
  ],
  ...[
    'record',
    'recordType',
    'run',
    'item',
    'posting',
    'revision',
    'send',
    'batch',
    'operation',
    'target',
    'part',
  ],
  ...[
    'state',
    'from',
    'to',
    'fence',
    'lease',
    'lane',
    'worker',
    'job',
    'queue',
    'attempt',
    'trigger',
    'problem',
  ],
  ...[
    'vendor',
    'origin',
    'method',
    'path',
    'route',
    'status',
    'code',
    'kind',
    'reason',
    'reference',
    'correlation',
  ],
  ...['count', 'total', 'size', 'ms', 'seconds', 'due', 'at', 'since', 'until', 'hash', 'event', 'webhook'],
  ...['port', 'url', 'pid', 'signal', 'version', 'migration', 'file', 'error'],
])

const longest = 1_000

/** JSON lines on stderr. `write` is for tests; LOG_LEVEL is read here because std stands below lib/env. */
export function createLogger(
  name: string,
  { level = process.env.LOG_LEVEL || 'info', write }: { level?: string; write?: (line: string) => void } = {},
): Logger {
  const lines = write ? { write } : pino.destination({ dest: 2, sync: true })
  const sink = pino(
    { name: clean(name), level, timestamp: pino.stdTimeFunctions.isoTime, base: { pid: process.pid } },
    lines,
  )
  return loggerOver(sink, {})
}

type Sink = Pick<pino.Logger, 'debug' | 'info' | 'warn' | 'error'>

function loggerOver(sink: Sink, bound: LogFields): Logger {
  const line = (fields: LogFields) => allowed({ ...bound, ...fields })
  return {
    debug: (fields, message) => sink.debug(line(fields), clean(message)),
    info: (fields, message) => sink.info(line(fields), clean(message)),
    warn: (fields, message) => sink.warn(line(fields), clean(message)),
    error: (fields, message) => sink.error(line(fields), clean(message)),
    child: fields => loggerOver(sink, { ...bound, ...fields }),
  }
}

function allowed(fields: LogFields): Record<string, unknown> {
  const kept: Record<string, unknown> = {}
  const dropped: string[] = []
  for (const [field, value] of Object.entries(fields)) {
    if (loggedFields.has(field)) kept[field] = printable(value)
    else if (value !== undefined) dropped.push(clean(field))
  }
  return dropped.length > 0 ? { ...kept, dropped } : kept
}

function printable(value: unknown): unknown {
  if (value === null || typeof value === 'boolean' || typeof value === 'number' || value === undefined)
    return value
  if (typeof value === 'string') return clean(value)
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Secret) return value.toString()
  if (value instanceof Decimal || value instanceof NumberText) return value.toString()
  if (value instanceof Date) return value.toISOString()
  if (value instanceof URL) return clean(value.href)
  if (value instanceof Error) return printableError(value)
  if (Array.isArray(value))
    return value.slice(0, 50).map(item => (typeof item === 'object' ? '[object]' : printable(item)))
  return '[object]'
}

/** Drizzle's message ends with the values of the failed statement: sealed tokens, customers. */
function withoutParameters(message: string): string {
  const end = message.search(/\bparams:/)
  return end === -1 ? message : `${message.slice(0, end)}params: [left out]`
}

function printableError(error: Error): Record<string, unknown> {
  const code =
    'code' in error && (typeof error.code === 'string' || typeof error.code === 'number')
      ? error.code
      : undefined
  const kind = 'kind' in error && typeof error.kind === 'string' ? error.kind : undefined
  const places = error.stack?.split('\n').filter(line => line.trimStart().startsWith('at '))
  return {
    name: clean(error.name),
    message: clean(withoutParameters(error.message)),
    ...(code !== undefined && { code }),
    ...(kind !== undefined && { kind }),
    ...(error.cause instanceof Error && { cause: clean(withoutParameters(error.cause.message)) }),
    ...(places && { stack: places.slice(0, 8).map(line => clean(line.trim())) }),
  }
}

/** One line (a CR or LF would let an outsider's text look like a line of ours), no credentials, no query strings. */
function clean(text: string): string {
  return text
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .replace(/\b(bearer|basic)\s+[\w.~+/=-]+/gi, '$1 [secret]')
    .replace(/\b([a-z][a-z+]*:\/\/)[^\s/@]+@/gi, '$1[secret]@')
    .replace(/(:\/\/[^\s?#]*)\?[^\s#]*/g, '$1?[query]')
    .replace(
      /\b([\w-]*(?:token|secret|password|hash|key))(["']?\s*[=:]\s*["']?)[^\s"'&,;]+/gi,
      '$1$2[secret]',
    )
    .slice(0, longest)
}
