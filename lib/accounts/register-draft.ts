import { z } from 'zod'
import { newId } from '../std/id.ts'
import { Secret } from '../std/secret.ts'
import { sealer } from './sealer.ts'

/** The fields of a registration that may be shown again. No key, no password. */
const zDraft = z.object({
  accountName: z.string(),
  yourName: z.string(),
  region: z.string(),
  loginCompany: z.string(),
  publicKey: z.string(),
  memberIdentifier: z.string(),
  companyName: z.string(),
})

export type Draft = z.output<typeof zDraft>

const zSubject = z.object({
  email: z.string(),
  draft: zDraft.partial(),
  faults: z.record(z.string(), z.string()),
})

const zSealed = z.object({ id: z.string(), key: z.string(), sealed: z.string() })

/** What waits at a link belongs to no account yet: it is sealed by a key of its own. */
export function sealSubject(subject: z.input<typeof zSubject>): string {
  const id = newId()
  const { wrapped: key } = sealer().newDataKey(id)
  return JSON.stringify({
    id,
    key,
    sealed: sealer().seal(key, placeOf(id), Secret.of(JSON.stringify(subject))),
  })
}

export function openSubject(text: string): z.output<typeof zSubject> | null {
  if (text === '') return null
  const { id, key, sealed } = zSealed.parse(JSON.parse(text))
  return zSubject.parse(JSON.parse(sealer().open(key, placeOf(id), sealed).reveal()))
}

function placeOf(id: string) {
  return { account: id, table: 'directory_links', row: id, field: 'subject' }
}
