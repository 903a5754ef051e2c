import { defineConfig } from '@playwright/test'

/**
 * Real Chromium against a whole Evenbook for each worker (tests/e2e/support/serve.ts). A new context of Playwright's blocks third-party
 * cookies; tests/e2e/frame.spec.ts proves that it does.
 */
export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/playwright',
  globalSetup: './tests/e2e/support/global-setup.ts',
  // Each waits for servers most of the time, and shares two cores with them.
  workers: 2,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // Browser, servers, database and vendors share two cores: a slow moment may be tried again, a fault stays one.
  retries: 2,
  use: {
    viewport: { width: 1280, height: 900 },
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath: process.env.CHROMIUM_PATH || '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-sync',
      ],
    },
  },
})
