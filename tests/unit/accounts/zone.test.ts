import { expect, test } from 'vitest'
import { ianaZone } from '../../../lib/accounts/zone.ts'

test('zones as ConnectWise names them become zones of the clock; what is none is UTC', () => {
  expect(ianaZone('AUS Eastern Standard Time')).toBe('Australia/Sydney')
  expect(ianaZone(' Eastern Standard Time ')).toBe('America/New_York')
  expect(ianaZone('Europe/Paris')).toBe('Europe/Paris')
  for (const name of ['', 'Mars Standard Time', 'Europe/Nowhere', "UTC'; drop", '+10:00', '../etc'])
    expect(ianaZone(name), name).toBe('UTC')
})
