import { expect, test } from 'vitest'
import { windowsZones } from '../../../lib/accounts/windows-zones.ts'
import { ianaZone } from '../../../lib/accounts/zone.ts'

test('zones as ConnectWise names them become zones of the clock; what is none is not taken for UTC', () => {
  expect(ianaZone('AUS Eastern Standard Time')).toBe('Australia/Sydney')
  expect(ianaZone(' Eastern Standard Time ')).toBe('America/New_York')
  expect(ianaZone('Turks And Caicos Standard Time')).toBe('America/Grand_Turk')
  expect(ianaZone('UTC+12')).toBe('Etc/GMT-12')
  expect(ianaZone('Europe/Paris')).toBe('Europe/Paris')
  expect(ianaZone('UTC')).not.toBeNull()
  for (const name of ['', 'Mars Standard Time', 'Europe/Nowhere', "UTC'; drop", '+10:00', '../etc'])
    expect(ianaZone(name), name).toBeNull()
})

test('all of Windows’s zones are there, and the clock knows each', () => {
  expect(windowsZones.size).toBe(139)
  for (const [name, zone] of windowsZones) {
    expect(ianaZone(name.toUpperCase()), name).not.toBeNull()
    const there = new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone
    expect(ianaZone(name), name).toBe(there)
  }
})

/** Winter in the north, summer in the south: a row that names a zone of another offset is found. */
test.each([
  ['dateline standard time', -720],
  ['newfoundland standard time', -210],
  ['pacific sa standard time', -180],
  ['utc-02', -120],
  ['w. europe standard time', 60],
  ['iran standard time', 210],
  ['india standard time', 330],
  ['nepal standard time', 345],
  ['aus central w. standard time', 525],
  ['cen. australia standard time', 630],
  ['chatham islands standard time', 825],
  ['line islands standard time', 840],
])('%s is %i minutes from UTC in January', (name, minutes) => {
  const at = new Date('2026-01-15T12:00:00Z')
  const there = new Date(`${at.toLocaleString('sv', { timeZone: ianaZone(name) ?? '' }).replace(' ', 'T')}Z`)
  expect((there.getTime() - at.getTime()) / 60_000).toBe(minutes)
})
