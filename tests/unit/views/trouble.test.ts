import { expect, test } from 'vitest'
import { ConnectorError } from '../../../lib/connectors/ports.ts'
import { MailError } from '../../../lib/mail/mail.ts'
import { troubleOf, troubleText } from '../../../lib/sync/views/trouble.ts'

test.each([
  ['unavailable', 'reach ConnectWise'],
  ['unauthorized', 'keys'],
  ['malformed', 'do not understand'],
] as const)('%s: what the connector says stays in the log', (kind, words) => {
  const error = new ConnectorError({ system: 'connectwise', kind, message: 'GET http://inside:1/secret' })
  expect(troubleOf(error)).toContain(words)
  expect(troubleOf(error)).not.toContain('inside')
})

test('an action says the same, without the address that the connector names', () => {
  const error = new ConnectorError({
    system: 'connectwise',
    kind: 'unavailable',
    message: 'http://10.0.0.7:8080 did not answer',
  })
  expect(troubleText(error)).toBe('We can’t reach ConnectWise.')
  expect(troubleText(new ConnectorError({ system: 'xero', kind: 'unavailable', message: 'x' }))).toMatch(
    /^Xero /,
  )
  expect(troubleText(new MailError('unreachable'))).toContain('mail server')
  expect(troubleText(new Error('ours'))).toBeNull()
})
