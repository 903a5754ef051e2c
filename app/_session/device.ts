import { cookies } from 'next/headers'
import { randomKey, sha256 } from '../../lib/std/id.ts'

/**
 * Which browser is this? A random key in the frame's own cookie jar, of which the directory keeps the hash. It proves
 * nothing by itself: a second factor given here makes it trusted, for one person in one account.
 */
export interface Device {
  key: string
  hash: string
}

// Browsers keep a cookie for 400 days at most.
const deviceSeconds = 400 * 24 * 3_600

export async function deviceOf(install: string): Promise<Device | null> {
  const key = (await cookies()).get(deviceCookieName(install))?.value ?? ''
  return /^[\w-]{43}$/.test(key) ? { key, hash: sha256(key) } : null
}

/** The browser's own, or a new one; its cookie goes with every answer that says who is looking, so that it stays. */
export async function knownDevice(install: string): Promise<Device> {
  const known = await deviceOf(install)
  if (known) return known
  const key = randomKey(256)
  return { key, hash: sha256(key) }
}

/** For `response.cookies.set`; like the session's it must survive in a cross-site frame. */
export function deviceCookie(install: string, { key }: Device) {
  return {
    name: deviceCookieName(install),
    value: key,
    httpOnly: true,
    secure: true,
    sameSite: 'none',
    partitioned: true,
    path: `/${install}`,
    maxAge: deviceSeconds,
  } as const
}

// Not beginning with the session's name: next-auth takes such a cookie for a piece of it.
function deviceCookieName(install: string): string {
  return `__Secure-evenbook-device.${install.slice(0, 8)}`
}

/** `Chrome on Windows`: what a person recognises in their own list; never decides anything. */
export function browserName(userAgent: string | null): string {
  const text = userAgent ?? ''
  const browser = browsers.find(([pattern]) => pattern.test(text))?.[1] ?? 'A browser'
  const system = systems.find(([pattern]) => pattern.test(text))?.[1]
  return system ? `${browser} on ${system}` : browser
}

// The order matters: most name themselves after those they descend from.
const browsers = [
  [/\bEdgA?\//, 'Edge'],
  [/\bOPR\//, 'Opera'],
  [/\bFirefox\//, 'Firefox'],
  [/\b(Headless)?Chrome\//, 'Chrome'],
  [/\bSafari\//, 'Safari'],
] as const

const systems = [
  [/\bWindows\b/, 'Windows'],
  [/\b(iPhone|iPad)\b/, 'iOS'],
  [/\bAndroid\b/, 'Android'],
  [/\bMac OS X\b/, 'macOS'],
  [/\bCrOS\b/, 'ChromeOS'],
  [/\bLinux\b/, 'Linux'],
] as const
