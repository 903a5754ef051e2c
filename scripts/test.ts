import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { screenFaults, screenPage, screenRows } from './account-screen.ts'
import { buildIfChanged } from './build.ts'
import { deadCode, inTurn, lint, report, type Step, types } from './check.ts'
import { errorFaults, errorRows, errorsPage } from './errors-table.ts'
import { bites, reportBites } from './test-settings.ts'
import { playwrightTitles, type Title, vitestTitles } from './titles.ts'

const results = 'test-results'
const vitestFile = `${results}/vitest.json`
const chromium = process.env.CHROMIUM_PATH || '/usr/bin/chromium'

rmSync(results, { recursive: true, force: true })
mkdirSync(results, { recursive: true })
const steps: Step[] = []
const titles: Title[] = []
steps.push(...(await Promise.all([types(), inTurn(lint, deadCode)])).flat())
await runVitest()
await attempt('settings', runBites)
await runBrowser()
await attempt('account screen', checkScreen)
await attempt('table of errors', checkErrors)
conclude()

async function runVitest(): Promise<void> {
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestFile}`]
  await loud('vitest', 'node_modules/.bin/vitest', args)
  collect('vitest', () => vitestTitles(vitestFile))
}

/** The first of its two runs was that of all tests. */
async function runBites(): Promise<void> {
  if (!reportBites(bites(titles))) throw new Error('A setting changes nothing that its test sees.')
}

/** The customer's own list of fields: each has a test that ran and says its label. */
async function checkScreen(): Promise<void> {
  const faults = screenFaults(screenRows(), titles)
  if (faults.length > 0) throw new Error(`${screenPage}:\n${faults.join('\n')}`)
}

/** What other integrations stop with: each row has a test that ran and says its number. */
async function checkErrors(): Promise<void> {
  const faults = errorFaults(errorRows(), titles)
  if (faults.length > 0) throw new Error(`${errorsPage}:\n${faults.join('\n')}`)
}

/** A browser is not on every machine; the pages are those that `npm start` serves. */
async function runBrowser(): Promise<void> {
  if (!existsSync(chromium) && !(await installChromium())) return
  const built = await attempt('build', buildIfChanged)
  if (!built) return
  await runPlaywright('playwright', ['--grep-invert', '@alone'])
  // Those whose time counts have the machine to themselves.
  await runPlaywright('playwright alone', ['--grep', '@alone', '--workers', '1'])
}

async function runPlaywright(name: string, which: readonly string[]): Promise<void> {
  const file = `${results}/${name.replace(' ', '-')}.json`
  const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_NAME: file, CHROMIUM_PATH: chromium }
  await loud(name, 'node_modules/.bin/playwright', ['test', '--reporter=list,json', ...which], env)
  collect(name, () => playwrightTitles(file))
}

async function installChromium(): Promise<boolean> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  if (spawnSync('apt-get', ['--version']).status !== 0) {
    console.error('The browser tests need Chromium: install it, or give its place in CHROMIUM_PATH.')
    steps.push({ name: 'chromium', ok: false, seconds: 0 })
    return false
  }
  await loud('apt-get update', 'apt-get', ['update', '-qq'], env)
  return loud('chromium', 'apt-get', ['install', '-y', '-qq', '--no-install-recommends', 'chromium'], env)
}

function loud(name: string, command: string, args: readonly string[], env = process.env): Promise<boolean> {
  return attempt(
    name,
    () =>
      new Promise<void>((resolve, reject) => {
        const child = spawn(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env })
        child.once('error', reject)
        child.once('exit', code =>
          code === 0 ? resolve() : reject(new Error(`${name} ended with ${code}.`)),
        )
      }),
  )
}

async function attempt(name: string, work: () => Promise<void>): Promise<boolean> {
  const since = performance.now()
  const error = await work().then(
    () => undefined,
    (reason: unknown) => reason,
  )
  if (error) console.error(error instanceof Error ? error.message : error)
  steps.push({ name, ok: !error, seconds: (performance.now() - since) / 1000 })
  return !error
}

function collect(name: string, read: () => Title[]): void {
  try {
    titles.push(...read())
  } catch (error) {
    console.error(error instanceof Error ? error.message : error)
    steps.push({ name: `${name} results`, ok: false, seconds: 0 })
  }
}

/** The count is of tests. A failed step counts too unless it is a runner whose failed tests are counted already. */
function conclude(): void {
  writeFileSync(`${results}/titles.json`, `${JSON.stringify(titles, null, 1)}\n`)
  report(steps)
  const failedTests = titles.filter(({ outcome }) => outcome === 'failed')
  const counted = (name: string) => failedTests.some(({ runner }) => name.startsWith(runner))
  const failedSteps = steps.filter(({ ok, name }) => !ok && !counted(name))
  for (const { file, title } of failedTests) console.log(`FAILED ${file}: ${title}`)
  const failed = failedTests.length + failedSteps.length
  process.exitCode = failed === 0 ? 0 : 1
  console.log(`${titles.length - failedTests.length} passed, ${failed} failed`)
}
