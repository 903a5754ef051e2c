import { text } from 'node:stream/consumers'
import { z } from 'zod'
import { createAccount, showAccount } from '../lib/accounts/accounts.ts'
import { closeAppDatabase } from '../lib/accounts/database.ts'
import { closeEgress } from '../lib/accounts/outside.ts'
import { AccountRefused, zCreateAccount } from '../lib/accounts/prove.ts'
import { EnvError } from '../lib/env.ts'
import { besideRunning } from './local.ts'

/**
 * npm run account -- create|show: JSON on stdin, JSON on stdout. Beside a running `npm start` it works on the same database. Keys come by stdin only: arguments stand in the shell's
 * history and in every process list.
 */
const zShow = z.union([z.strictObject({ installKey: z.string() }), z.strictObject({ name: z.string() })])

Object.assign(process.env, besideRunning())
try {
  console.log(JSON.stringify(await run(process.argv[2]), null, 2))
} catch (error) {
  if (!(error instanceof AccountRefused || error instanceof EnvError)) throw error
  console.error(error.message)
  process.exitCode = 1
} finally {
  await closeEgress()
  await closeAppDatabase()
}

async function run(command: string | undefined): Promise<unknown> {
  if (command === 'create') return createAccount(given(zCreateAccount, await input()))
  if (command === 'show') {
    const shown = await showAccount(given(zShow, await input()))
    if (!shown) throw new AccountRefused('input', 'There is no such account.')
    return shown
  }
  throw new AccountRefused(
    'input',
    'Say what to do: npm run account -- create, or npm run account -- show, with JSON on stdin.',
  )
}

async function input(): Promise<unknown> {
  const given = await text(process.stdin)
  try {
    return JSON.parse(given)
  } catch {
    // The parser's own message quotes the input, in which a key may stand.
    throw new AccountRefused('input', 'What came on stdin is not JSON.')
  }
}

function given<T extends z.ZodType>(schema: T, value: unknown): z.output<T> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  const faults = result.error.issues.map(issue => `${issue.path.join('.') || 'the input'}: ${issue.message}`)
  throw new AccountRefused('input', `The input cannot be used. ${faults.join('. ')}.`)
}
