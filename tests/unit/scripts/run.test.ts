import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

/** A checkout as it comes out of git: run.mjs, one script, a lockfile; npm is one that only writes down that it was called. */
let root: string
const lock = '{"lockfileVersion":3}'

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'evenbook-run-'))
  mkdirSync(path.join(root, 'scripts'))
  mkdirSync(path.join(root, 'bin'))
  copyFileSync('scripts/run.mjs', path.join(root, 'scripts/run.mjs'))
  writeFileSync(path.join(root, 'scripts/hello.ts'), "console.log('hello', ...process.argv.slice(2))")
  writeFileSync(path.join(root, 'scripts/fail.ts'), 'process.exit(7)')
  writeFileSync(path.join(root, 'package-lock.json'), lock)
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

function run(args: readonly string[], preload = '') {
  const options = preload === '' ? [] : ['--import', `data:text/javascript,${encodeURIComponent(preload)}`]
  const { status, stdout, stderr } = spawnSync(process.execPath, [...options, 'scripts/run.mjs', ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { NODE_ENV: 'test', PATH: path.join(root, 'bin') },
  })
  return { status, stdout, said: stderr.trim() }
}

function giveNpm(): void {
  const npm = path.join(root, 'bin/npm')
  writeFileSync(
    npm,
    `#!${process.execPath}
    const fs = require('node:fs')
    fs.mkdirSync('node_modules', { recursive: true })
    fs.appendFileSync('npm-calls', process.argv[2] + '\\n')`,
  )
  chmodSync(npm, 0o755)
}

test('installs by npm ci once, and again only when the lockfile changed', () => {
  giveNpm()
  expect(run(['hello', 'a b'])).toMatchObject({ status: 0, stdout: expect.stringContaining('hello a b') })
  expect(run(['hello']).stdout).toBe('hello\n')
  expect(readFileSync(path.join(root, 'npm-calls'), 'utf8')).toBe('ci\n')
  expect(readFileSync(path.join(root, 'node_modules/.evenbook-lock'), 'utf8')).toBe(
    createHash('sha256').update(lock).digest('hex'),
  )
  writeFileSync(path.join(root, 'package-lock.json'), `${lock}\n`)
  run(['hello'])
  expect(readFileSync(path.join(root, 'npm-calls'), 'utf8')).toBe('ci\nci\n')
})

test('without npm: one sentence, and nothing half done', () => {
  expect(run(['hello'])).toMatchObject({
    status: 1,
    said: 'npm could not be run (ENOENT): install npm, it comes with Node.',
  })
  expect(existsSync(path.join(root, 'node_modules'))).toBe(false)
})

test('another platform: one sentence before anything is installed', () => {
  giveNpm()
  const mac = "Object.defineProperty(process, 'platform', { value: 'darwin' })"
  const { status, said } = run(['hello'], mac)
  expect(status).toBe(1)
  expect(said).toMatch(/^Evenbook runs on Linux x64; this machine is darwin x64\./)
  expect(said.split('\n')).toHaveLength(1)
  expect(existsSync(path.join(root, 'npm-calls'))).toBe(false)
})

test('an old Node: one sentence', () => {
  giveNpm()
  const old =
    "Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } })"
  expect(run(['hello'], old).said).toBe('Evenbook needs Node 20 or newer to start; this is 18.20.0.')
})

test('a script that does not exist is named; the code of one that fails is handed on', () => {
  giveNpm()
  expect(run(['gone']).said).toMatch(/^There is no script called gone/)
  expect(run(['fail']).status).toBe(7)
})
