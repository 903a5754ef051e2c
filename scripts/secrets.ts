import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

const schema = z.object({
  EVENBOOK_KEYS: z.string(),
  SESSION_SECRET: z.string(),
  databasePassword: z.string(),
})

export type LocalSecrets = z.infer<typeof schema>

/** Made once for this directory and readable by its owner only. A real installation gives its own by environment. */
export function localSecrets(directory: string): LocalSecrets {
  const file = path.join(directory, 'secrets.json')
  if (existsSync(file)) return schema.parse(JSON.parse(readFileSync(file, 'utf8')))
  const made = {
    EVENBOOK_KEYS: `1:${randomBytes(32).toString('base64')}`,
    SESSION_SECRET: randomBytes(32).toString('base64url'),
    databasePassword: randomBytes(24).toString('base64url'),
  }
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  writeFileSync(file, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  return made
}
