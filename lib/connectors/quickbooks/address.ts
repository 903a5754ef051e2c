/**
 * Since August 2025 every call is answered as 75, whatever it asks for; naming it keeps what is stored the same when a newer
 * one comes (https://developer.intuit.com, minor versions).
 */
const minorVersion = '75'

/** An address of one company's API; a realm id is digits, so no piece of it needs escaping. */
export function companyAddress(
  { apiUrl, organisationId }: { apiUrl: string; organisationId: string },
  path: string,
  query: Readonly<Record<string, string>> = {},
): URL {
  const url = new URL(`/v3/company/${encodeURIComponent(organisationId)}/${path}`, apiUrl)
  url.search = new URLSearchParams({ ...query, minorversion: minorVersion }).toString()
  return url
}
