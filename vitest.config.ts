import { defineConfig } from 'vitest/config'

const each = {
  environment: 'node' as const,
  pool: 'forks' as const,
  setupFiles: ['tests/support/console.ts', 'tests/support/pin.ts'],
  env: { LOG_LEVEL: 'silent' },
}

// The alias of app, which tests may import.
const resolve = { alias: { '@': import.meta.dirname } }

export default defineConfig({
  test: {
    // Two cores, shared with Postgres and the simulators.
    maxWorkers: 2,
    projects: [
      {
        resolve,
        test: {
          ...each,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture.test.ts'],
          // All sources are read at once, on a machine that may be busy.
          testTimeout: 20_000,
        },
      },
      {
        resolve,
        test: {
          ...each,
          name: 'integration',
          include: ['tests/integration/**/*.test.ts', 'tests/contract/**/*.test.ts'],
          globalSetup: ['tests/support/global-setup.ts'],
          // Two vendors, Postgres and workers on two cores: a slow moment may be tried again, a fault stays one.
          retry: 1,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        resolve,
        test: {
          ...each,
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          // It starts a database, both vendors and workers of its own: alone, when the others are done.
          sequence: { groupOrder: 1 },
        },
      },
      {
        resolve,
        test: {
          ...each,
          name: 'laws',
          include: ['tests/laws/**/*.test.ts'],
          // As the storm: one of these for each ledger.
          sequence: { groupOrder: 2 },
        },
      },
    ],
  },
})
