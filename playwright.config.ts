import { defineConfig } from '@playwright/test'

/** The pages as `npm start` serves them, on ports and in a directory of their own. */
const port = 43_000
const sandboxPort = 43_010

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results/playwright',
  workers: 1,
  timeout: 60_000,
  forbidOnly: true,
  use: {
    baseURL: `http://localhost:${port}`,
    trace: 'retain-on-failure',
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
  webServer: {
    command: 'node scripts/start.ts --fresh',
    url: `http://localhost:${port}/api/health`,
    timeout: 180_000,
    gracefulShutdown: { signal: 'SIGTERM', timeout: 60_000 },
    env: { PORT: String(port), SANDBOX_PORT: String(sandboxPort), EVENBOOK_DATA: '.data/e2e' },
  },
})
