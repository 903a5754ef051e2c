const systems: Readonly<Record<string, string>> = {
  connectwise: 'ConnectWise',
  xero: 'Xero',
  quickbooks: 'QuickBooks',
}

export function systemName(system: string): string {
  return systems[system] ?? system
}

export function toneOf(status: number | null): 'ok' | 'warn' | 'bad' {
  if (status === null || status >= 500) return 'bad'
  return status >= 400 ? 'warn' : 'ok'
}

export function formatBytes(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`
  const kilo = bytes / 1_024
  return kilo < 1_024 ? `${kilo.toFixed(1)} KiB` : `${(kilo / 1_024).toFixed(1)} MiB`
}

/** JSON as people read it, digits as they were; anything else as it is. */
export function readable(text: string, indent: (text: string) => string): string {
  try {
    return indent(text)
  } catch {
    return text
  }
}

/** The call for a shell, without what would make it work for somebody else. */
export function curlOf(call: {
  method: string
  path: string
  system: string
  direction: string
  requestHeaders: Record<string, string>
  requestBody: string
}): string {
  const host = call.direction === 'in' ? 'EVENBOOK_HOST' : `${call.system.toUpperCase()}_HOST`
  const headers = Object.entries(call.requestHeaders).filter(([name]) => name !== 'content-length')
  return [
    `curl -X ${call.method} ${quoted(`https://${host}${call.path}`)}`,
    ...headers.map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`),
    ...(call.requestBody === '' ? [] : [`--data-raw ${quoted(call.requestBody)}`]),
  ].join(' \\\n  ')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
