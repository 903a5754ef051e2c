import { env } from '../env.ts'
import { createSealer, type Sealer } from '../std/seal.ts'

let made: Sealer | undefined

/** Opens what the account's data key sealed; the key encryption keys come from configuration, never from the database. */
export function sealer(): Sealer {
  made ??= createSealer(env().EVENBOOK_KEYS)
  return made
}
