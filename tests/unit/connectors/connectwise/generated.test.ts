import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { generatedPath, generatedTypes } from '../../../../scripts/generate.ts'

test('the checked-in types are what openapi.json gives: npm run generate', async () => {
  expect(readFileSync(generatedPath, 'utf8')).toBe(await generatedTypes())
})

test('no number of the API is a JS number', () => {
  expect(readFileSync(generatedPath, 'utf8')).not.toMatch(/\bnumber\b/)
})
