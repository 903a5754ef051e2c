/**
 * The same for every account. What differs by account (who may frame it) is set in proxy.ts.
 * The referrer is never given to another site: the path names the account.
 */
const headers = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'same-origin' },
  { key: 'Strict-Transport-Security', value: 'max-age=63072000; includeSubDomains' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=(), payment=(), usb=()' },
  { key: 'X-DNS-Prefetch-Control', value: 'off' },
]

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  serverExternalPackages: ['pg-boss', 'postgres', 'pino', 'undici', '@node-rs/argon2'],
  // `npm run check` checks the types of the whole project, generated route types included; twice would cost every start.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  // A file of mappings of 1 MiB, with what JSON adds to it.
  experimental: { serverActions: { bodySizeLimit: '3mb' } },
  headers: async () => [{ source: '/:path*', headers }],
}

export default config
