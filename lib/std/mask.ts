/**
 * Takes the secrets out of what went over the wire, before anything of it is kept or shown. Two walls: what a credential is
 * called, and the very values that the request carried as secrets, wherever they stand. It works on text, not on a parsed body:
 * what is cut off in the middle, or is no JSON after all, is masked too.
 */
const shown = '[secret]'
const shortest = 6

/** `secrets`: values that are known to be secret, as they stood in the request. */
export function maskText(text: string, secrets: readonly string[] = []): string {
  const known = secrets.filter(secret => secret.length >= shortest).flatMap(spellings)
  const without = known.reduce((rest, secret) => rest.replaceAll(secret, shown), text)
  return patterns.reduce((rest, mask) => mask(rest), without)
}

/** An address as it is shown: path and query, one line, without host. */
export function maskPath(url: URL, secrets: readonly string[] = []): string {
  return oneLine(maskText(`${url.pathname}${url.search}`, secrets))
}

const bodyMost = 65_536
/** No secret is longer: one that begins within what is shown is seen whole. */
const secretMost = 8_192

/** A large body costs no more than a small one: masked is a little more than is shown, so that the cut leaves no half of a secret. */
export function shownBody(text: string, size: number, secrets: readonly string[] = []): string {
  const masked = printable(maskText(text.slice(0, bodyMost + secretMost), secrets))
  if (size <= bodyMost && Buffer.byteLength(masked) <= bodyMost) return masked
  const kept = Buffer.from(masked)
    .subarray(0, bodyMost)
    .toString('utf8')
    .replace(/\uFFFD$/, '')
  return `${kept}\n[shortened: ${size} bytes]`
}

/** Only headers of the list, their values masked; of a credential only that it was there. */
export function maskHeaders(
  headers: Readonly<Record<string, string>>,
  secrets: readonly string[] = [],
): Record<string, string> {
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(headers)) {
    const lower = name.toLowerCase()
    if (shownHeaders.has(lower)) kept[lower] = oneLine(maskText(value, secrets)).slice(0, 1_000)
    else if (isSecretName(lower)) kept[lower] = shown
  }
  return kept
}

/** The secrets that a header's value is made of: what stands behind its scheme, and the halves of a Basic pair. */
export function secretsOf(header: string): string[] {
  const [scheme = '', rest] = header.split(/ (.*)/s)
  if (rest === undefined) return [header, ...cookiesOf(header)]
  if (scheme.toLowerCase() !== 'basic') return [header, rest, ...cookiesOf(header)]
  const pair = Buffer.from(rest, 'base64').toString('utf8')
  const password = pair.slice(pair.indexOf(':') + 1)
  return [header, rest, password]
}

/** A CR or LF would let an outsider's text look like a line of ours; Postgres keeps no NUL. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
}

/** Lines stay lines; other control characters go. */
export function printable(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/[^\P{Cc}\n\t]/gu, '')
}

/** Neither credentials nor anything a person typed: formats, limits, ids for support. */
const shownHeaders: ReadonlySet<string> = new Set([
  ...['accept', 'content-type', 'content-length', 'date', 'etag', 'if-modified-since', 'last-modified'],
  ...['idempotency-key', 'user-agent', 'x-cw-usertype', 'xero-tenant-id', 'pagination-type', 'pageid'],
  ...['retry-after', 'link', 'location', 'server', 'cf-ray', 'x-request-id', 'xero-correlation-id'],
  ...['x-rate-limit-problem', 'x-minlimit-remaining', 'x-daylimit-remaining', 'x-appminlimit-remaining'],
  ...['intuit_tid', 'www-authenticate'],
])

function spellings(secret: string): string[] {
  return [...new Set([secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)])]
}

function cookiesOf(header: string): string[] {
  return header
    .split(/;\s*/)
    .filter(pair => pair.includes('=') && isSecretName(pair.split('=', 1)[0] ?? ''))
    .map(pair => pair.slice(pair.indexOf('=') + 1))
}

const parts =
  /token|secret|passw|pwd|authorization|cookie|credential|signature|verifier|assertion|clientid|memberhash|membercontext|recoverycode/
const ends = /(key|hash|otp)$/
const names = new Set(['sid', 'session', 'sessionid', 'jwt'])
/** Of a form or query only: Xero and ConnectWise call other things so in their bodies. */
const wholeInForms = new Set(['code', 'ticket'])

function isSecretName(name: string, inForm = false): boolean {
  const plain = name.toLowerCase().replace(/[-_.]/g, '')
  return parts.test(plain) || ends.test(plain) || names.has(plain) || (inForm && wholeInForms.has(plain))
}

const patterns: readonly ((text: string) => string)[] = [
  // "name": "value", also where the closing quote was cut off
  text =>
    text.replace(/"([\w.-]{1,80})"(\s*:\s*)"(?:[^"\\]|\\.)*("|\\?$)/g, (all, name, between, end) =>
      isSecretName(name) ? `"${name}"${between}"${shown}${end === '"' ? end : ''}` : all,
    ),
  // the same inside a string: \"name\": \"value\"
  text =>
    text.replace(/\\"([\w.-]{1,80})\\"(\s*:\s*)\\"(.*?)(\\"|$)/g, (all, name, between, _value, end) =>
      isSecretName(name) ? `\\"${name}\\"${between}\\"${shown}${end}` : all,
    ),
  // <name>value
  text =>
    text.replace(/<([\w.-]{1,80})>([^<]+)/g, (all, name) => (isSecretName(name) ? `<${name}>${shown}` : all)),
  // name=value, name: value
  maskPairs,
  text => text.replace(/\b(bearer|basic)\s+[\w.~+/=-]{16,}/gi, `$1 ${shown}`),
  text => text.replace(/\beyJ[\w-]{8,}(\.[\w-]+){0,2}/g, shown),
  text => text.replace(/\b([a-z][a-z+]*:\/\/)[^\s/@"']+@/gi, `$1${shown}@`),
  // The last segment of our own callback address is the account's secret.
  text => text.replace(/(\/api\/webhooks\/[a-z]+\/)(?!events\b)[\w%-]+/g, `$1${shown}`),
]

/** Only a secret's value is stepped over: what stands after an innocent name may itself be a pair. */
function maskPairs(text: string): string {
  const kept: string[] = []
  let at = 0
  for (const match of text.matchAll(/(?<![\w.-])([A-Za-z][\w.-]{0,80})(["']?\s*[:=](?!\/\/)\s*["']?)/g)) {
    const [whole, name = '', between = ''] = match
    if (match.index < at || !isSecretName(name, between.includes('='))) continue
    const from = match.index + whole.length
    const value = /^[^\s"'\\&,;<>{}[\]]+/.exec(text.slice(from, from + longest))?.[0] ?? ''
    if (value === '') continue
    kept.push(text.slice(at, from), shown)
    at = from + value.length
  }
  return kept.join('') + text.slice(at)
}

const longest = 16_384
