import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { screenFaults, screenRows } from '../../../scripts/account-screen.ts'
import { settingsPage } from '../../../scripts/settings-page.ts'
import type { Title } from '../../../scripts/titles.ts'

/** Of the customer's own description of the screen, without what comes with billing. */
const labels = [
  'Account Name',
  'ConnectWise: PSA site',
  'ConnectWise: PSA dir',
  'ConnectWise: Company name',
  'ConnectWise: Software Version',
  'ConnectWise: Integrator username',
  'ConnectWise: Integrator password',
  'ConnectWise: API Public Key',
  'ConnectWise: API Private Key',
  'Test ConnectWise Connectivity',
  'Tracking Categories',
  'Expenses',
  'Two-factor Authentication',
  'COGS Validation enabled',
  'Real-Time Sync enabled',
  'Hide "Sync All" Button',
  'Warn on Missing Class for Tracking Codes',
  'ConnectWise API Call Detailed logging enabled',
  'Clear Logging Data',
  'Default Non-Product ID for Revenue Service',
  'Default Non-Product ID for Revenue Expense',
  'Default Non-Product ID for Revenue Agreement',
  'Default Non-Product ID for Deferred Revenue',
  'Sync Statistics',
]

test('every label of the account screen has its row', () => {
  expect(screenRows().map(({ label }) => label)).toEqual(labels)
})

test('a row whose test is missing, failed or speaks of something else is a fault', () => {
  const ran = (title: string, outcome: Title['outcome'] = 'passed'): Title => ({
    runner: 'vitest',
    file: 'a.test.ts',
    title,
    outcome,
  })
  const rows = [
    { label: 'A', title: 'A: good' },
    { label: 'B', title: 'B: missing' },
    { label: 'C', title: 'C: failed' },
    { label: 'D', title: 'another' },
  ]
  const titles = [ran('suite A: good'), ran('C: failed', 'failed'), ran('another')]
  expect(screenFaults(rows, titles).map(fault => fault.slice(0, 1))).toEqual(['B', 'C', 'D'])
})

test('the reference page of the settings is as `npm run generate` writes it', () => {
  expect(readFileSync('docs/settings.md', 'utf8')).toBe(settingsPage())
})
