/** First-party and Lax: the vendor's redirect back is a top-level navigation. As long as the state it belongs to. */
export const consentCookie = {
  name: '__Secure-evenbook.consent',
  httpOnly: true,
  secure: true,
  sameSite: 'lax',
  path: '/oauth',
  maxAge: 600,
} as const
