import { afterEach, beforeEach } from 'vitest'
import { z } from 'zod'

/**
 * Pins settings while single tests run: title of the test → key → value (scripts/test-settings.ts). It is the one reader of
 * this variable; the product has no way to be told.
 */
export const pinsName = 'EVENBOOK_TEST_PINS'

const pins = z
  .record(z.string(), z.record(z.string(), z.unknown()))
  .parse(JSON.parse(process.env[pinsName] || '{}'))

if (Object.keys(pins).length > 0) {
  const { pinSettings } = await import('../../lib/settings/entry.ts')
  beforeEach(({ task }) => pinSettings(new Map(Object.entries(pins[task.name] ?? {}))))
  afterEach(() => pinSettings(new Map()))
}
