/** What “ConnectWise: Software Version” offers. */
export interface SoftwareVersion {
  value: string
  label: string
  /** the model that answers are asked for in; undefined: the one this product was written by */
  apiVersion: string | undefined
  /** takes no API keys but an integrator's name and password (knowledge/connectwise.md §2.1) */
  legacy: boolean
}

const releases = ['2026.4', '2026.1', '2025.16', '2025.1', '2024.1', '2023.1', '2022.1']
const legacy = ['2015.3', '2014.4']

export const latest = 'latest'

export const softwareVersions: readonly SoftwareVersion[] = [
  { value: latest, label: 'Latest', apiVersion: undefined, legacy: false },
  ...releases.map(value => ({ value, label: value, apiVersion: value, legacy: false })),
  ...legacy.map(value => ({
    value,
    label: `${value}, legacy (integrator login)`,
    apiVersion: undefined,
    legacy: true,
  })),
]

/** A stored value that is no longer offered counts as the latest. */
export function softwareVersion(value: string): SoftwareVersion {
  const [first] = softwareVersions
  const found = softwareVersions.find(one => one.value === value) ?? first
  if (!found) throw new Error('There is no software version.')
  return found
}

/** “v2025.1.104482” → [2025, 1]; null for a form that says no release. */
export function releaseOf(version: string): readonly [year: number, month: number] | null {
  const found = /^v?(20\d\d)\.(\d{1,2})(?:\.|$)/.exec(version)
  return found ? [Number(found[1]), Number(found[2])] : null
}

/** Whether release `a` came out after `b`; false where either is not known. */
export function isNewer(a: string, b: string): boolean {
  const [left, right] = [releaseOf(a), releaseOf(b)]
  if (!left || !right) return false
  return left[0] > right[0] || (left[0] === right[0] && left[1] > right[1])
}
