import { defineConfig } from 'vitest/config'

const each = {
  environment: 'node' as const,
  pool: 'forks' as const,
  setupFiles: ['tests/support/console.ts'],
  env: { LOG_LEVEL: 'silent' },
}

export default defineConfig({
  test: {
    // Two cores, shared with Postgres and the simulators.
    maxWorkers: 2,
    projects: [
      {
        test: {
          ...each,
          name: 'unit',
          include: ['tests/unit/**/*.test.ts', 'tests/architecture.test.ts'],
        },
      },
      {
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
        test: {
          ...each,
          name: 'faults',
          include: ['tests/faults/**/*.test.ts'],
          // It starts a database, both vendors and workers of its own: alone, when the others are done.
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
