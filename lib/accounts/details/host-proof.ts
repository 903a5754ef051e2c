import { lookup, Resolver } from 'node:dns/promises'
import { record } from '../../activity/activity.ts'
import { isGlobalAddress } from '../../std/address.ts'
import { randomKey } from '../../std/id.ts'
import { inAccount } from '../transaction.ts'
import { beginHost, hostRow, markProven } from './store.ts'

/** Questions to the DNS; the answers of a hostile name are tried in tests. */
export interface Dns {
  addresses(host: string): Promise<readonly string[]>
  texts(name: string): Promise<readonly string[]>
}

/** The record that shows who rules the host's name. Asking for it calls nothing but our own resolver. */
export interface HostProof {
  host: string
  recordName: string
  recordValue: string
  proven: boolean
}

export type ProofAnswer = { ok: true } | { ok: false; message: string }

const prefix = 'evenbook-proof='

/** What the admin has to put into the host's zone; made once for each account and host. */
export async function hostProof(accountId: string, host: string): Promise<HostProof> {
  return inAccount(accountId, async tx => {
    await beginHost(tx, { accountId, host, proof: randomKey(128) })
    const row = await hostRow(tx, host)
    if (!row) throw new Error('The proof of a host has no row.')
    return { host, ...recordOf(host, row.proof), proven: row.provenAt !== null }
  })
}

/** Looks for the record, and that the name leads to public addresses only; remembers both as the host's proof. */
export async function proveHost(
  of: { accountId: string; actor: { id: string; name: string } },
  host: string,
  dns: Dns = systemDns(),
): Promise<ProofAnswer> {
  const proof = await hostProof(of.accountId, host)
  const addresses = await found(dns.addresses(host))
  if (addresses.length === 0)
    return no(
      `${host} is not found in the public DNS. Check its spelling, and that it has an address record.`,
    )
  if (!addresses.every(isGlobalAddress))
    return no(
      `${host} leads to an address inside a network, which is never called. Give it public addresses only.`,
    )
  const texts = await found(dns.texts(proof.recordName))
  if (!texts.includes(proof.recordValue))
    return no(
      `The TXT record ${proof.recordName} does not show ${proof.recordValue} yet. A new record can take some minutes; then check again.`,
    )
  await inAccount(of.accountId, async tx => {
    await markProven(tx, host, of.actor.id)
    await record(tx, {
      accountId: of.accountId,
      actor: of.actor,
      verb: 'psa-host.proven',
      subject: `psa-host:${host}`,
      detail: { host },
    })
  })
  return { ok: true }
}

export async function isProven(accountId: string, host: string): Promise<boolean> {
  return inAccount(accountId, async tx => ((await hostRow(tx, host))?.provenAt ?? null) !== null)
}

function recordOf(host: string, proof: string) {
  return { recordName: `_evenbook.${host}`, recordValue: `${prefix}${proof}` }
}

const no = (message: string): ProofAnswer => ({ ok: false, message })

/** A name without such a record, a server that does not answer: nothing was found. */
async function found(asked: Promise<readonly string[]>): Promise<readonly string[]> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof Error && 'code' in error) return []
    throw error
  }
}

function systemDns(): Dns {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 })
  return {
    addresses: async host => (await lookup(host, { all: true })).map(({ address }) => address),
    texts: async name => (await resolver.resolveTxt(name)).map(pieces => pieces.join('')),
  }
}
