/** What a mail program shows of a message: its headers unfolded and decoded, its plain text. */
export type Letter = {
  from: string
  to: string
  subject: string
  headers: Record<string, string>
  text: string
}

export function readMessage(source: string): Letter {
  const [head = '', ...rest] = source.split('\r\n\r\n')
  const headers = Object.fromEntries(
    head
      .replaceAll(/\r\n[ \t]+/g, ' ')
      .split('\r\n')
      .map(line => [
        line.split(':')[0]?.toLowerCase() ?? '',
        decodeWords(line.slice(line.indexOf(':') + 1).trim()),
      ]),
  )
  const text = decodeBody(rest.join('\r\n\r\n'), headers['content-transfer-encoding'] ?? '7bit')
  return {
    from: headers.from ?? '',
    to: headers.to ?? '',
    subject: headers.subject ?? '',
    headers,
    text: text.replaceAll('\r\n', '\n').trimEnd(),
  }
}

/** RFC 2047; between two encoded words the space is none. */
function decodeWords(text: string): string {
  return text
    .replaceAll(/(\?=)\s+(?==\?)/g, '$1')
    .replaceAll(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_, kind: string, coded: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : quotedPrintable(coded.replaceAll('_', ' ')),
    )
}

function decodeBody(body: string, encoding: string): string {
  switch (encoding.toLowerCase()) {
    case 'base64':
      return Buffer.from(body, 'base64').toString('utf8')
    case 'quoted-printable':
      return quotedPrintable(body)
    default:
      return body
  }
}

/** RFC 2045 §6.7. */
function quotedPrintable(text: string): string {
  const bytes = text
    .replaceAll(/=\r?\n/g, '')
    .replaceAll(/=([0-9A-F]{2})/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
