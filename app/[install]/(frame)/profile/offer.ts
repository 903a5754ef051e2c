import { toString as draw } from 'qrcode'
import type { TotpOffer } from '@/lib/accounts/enrolment.ts'

export interface DrawnOffer {
  /** an SVG, as an image's address */
  picture: string
  /** for typing, in groups of four */
  key: string
}

/** Drawn here: no library for it travels to the browser, and no service of somebody else's learns the secret. */
export async function drawOffer({ address, secret }: TotpOffer): Promise<DrawnOffer> {
  const svg = await draw(address.reveal(), { type: 'svg', margin: 2, errorCorrectionLevel: 'M' })
  return {
    picture: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`,
    key: secret.reveal().replace(/(.{4})(?!$)/g, '$1 '),
  }
}
