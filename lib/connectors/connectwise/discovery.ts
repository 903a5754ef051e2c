import { z } from 'zod'
import type { Psa } from '../ports.ts'
import { ConnectorError } from '../ports.ts'
import { send } from '../transport.ts'
import type { ConnectWiseConfig } from './config.ts'
import { errorOf, readAs, refused } from './errors.ts'
import { zMaybeText } from './fields.ts'

type CompanyInfo = NonNullable<Awaited<ReturnType<Psa['companyInfo']>>>

// The codebase becomes part of every address: nothing but one path segment may come out of it.
const zCompanyInfo = z
  .object({
    CompanyName: zMaybeText,
    CompanyID: zMaybeText,
    Codebase: z.string().regex(/^[A-Za-z0-9][\w.]{0,40}\/$/, 'expected one path segment'),
    VersionNumber: zMaybeText,
    IsCloud: z.union([z.boolean(), z.string()]).nullish(),
  })
  .nullable()
  .transform((info): CompanyInfo | null => {
    if (!info) return null
    return {
      company: info.CompanyID || info.CompanyName,
      codebase: info.Codebase,
      version: info.VersionNumber,
      cloud: String(info.IsCloud ?? '').toLowerCase() === 'true',
    }
  })

const timeoutMs = 15_000

/** Needs no keys. ConnectWise answers an unknown login company with `null` and 200. */
export async function companyInfo(config: ConnectWiseConfig): Promise<CompanyInfo | null> {
  const url = `${config.uiOrigin}/login/companyinfo/${encodeURIComponent(config.loginCompany)}`
  const { egress, onCall, hurry } = config
  const headers = { accept: 'application/json' }
  const request = { url, method: 'GET' as const, headers, timeoutMs, ...hurry, onCall }
  const sent = await send(egress, { system: 'connectwise', ...request })
  if (sent.kind !== 'response') throw refused('unavailable', sent.message)
  if (sent.status !== 200) throw errorOf(sent, config.timeFactor)
  return readAs(zCompanyInfo, sent.text, 'company info')
}

export interface Codebase {
  current(): string
  /** Read again, at most once a minute; true when it is another one than `used`. */
  movedFrom(used: string): Promise<boolean>
}

const askAgainMs = 60_000

/** A cloud upgrade changes the codebase, and every address answers 404 until it is read again (knowledge §3, §7). */
export function trackCodebase(config: ConnectWiseConfig): Codebase {
  let current = config.codebase
  let asked: { at: number; done: Promise<void> } | null = null

  async function ask(): Promise<void> {
    try {
      current = (await companyInfo(config))?.codebase ?? current
    } catch (error) {
      // The 404 that led here is the answer; that the cause cannot be told changes nothing of it.
      if (!(error instanceof ConnectorError)) throw error
    }
  }

  return {
    current: () => current,
    movedFrom: async used => {
      const now = config.clock.monotonicMs()
      if (!asked || now - asked.at > askAgainMs / config.timeFactor) asked = { at: now, done: ask() }
      await asked.done
      return current !== used
    },
  }
}
