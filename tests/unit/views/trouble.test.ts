import { expect, test } from 'vitest'
import { ConnectorError } from '../../../lib/connectors/ports.ts'
import { troubleOf } from '../../../lib/sync/views/trouble.ts'

test.each([
  ['unavailable', 'reach ConnectWise'],
  ['unauthorized', 'keys'],
  ['malformed', 'do not understand'],
] as const)('%s: what the connector says stays in the log', (kind, words) => {
  const error = new ConnectorError({ system: 'connectwise', kind, message: 'GET http://inside:1/secret' })
  expect(troubleOf(error)).toContain(words)
  expect(troubleOf(error)).not.toContain('inside')
})
