import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Child, Children } from './children.ts'

/** Where the simulated vendors stand. Manage is on another site than the app, as in life: 127.0.0.1, not localhost. */
export interface SandboxPlace {
  readonly manage: string
  readonly api: string
  readonly xero: string
  readonly quickbooks: string
  /** the inbox, as a page */
  readonly mail: string
  readonly ports: readonly number[]
}

// They open nothing but the simulators, which are given the same ones.
const xeroApp = { clientId: 'evenbook-sandbox', clientSecret: 'sandbox-secret-of-the-simulated-xero' }
const quickBooksApp = {
  clientId: 'evenbook-sandbox',
  clientSecret: 'sandbox-secret-of-the-simulated-quickbooks',
}

export function sandboxPlace(firstPort: number): SandboxPlace {
  const ports = [0, 1, 2, 3, 4, 5].map(place => firstPort + place)
  const addresses = ports.map(port => `http://127.0.0.1:${port}`)
  const [manage = '', api = '', xero = '', mail = '', , quickbooks = ''] = addresses
  return { manage, api, xero, quickbooks, mail, ports }
}

/** What the product is told: nothing but addresses and credentials, the same as it is told of the real vendors. */
export function sandboxEnv(place: SandboxPlace): Record<string, string> {
  return {
    EVENBOOK_SANDBOX: '1',
    CONNECTWISE_SITES: `demo=${place.manage}|${place.api}`,
    CONNECTWISE_CLIENT_ID: '00000000-0000-4000-8000-000000000001',
    XERO_CLIENT_ID: xeroApp.clientId,
    XERO_CLIENT_SECRET: xeroApp.clientSecret,
    XERO_AUTHORIZE_URL: `${place.xero}/identity/connect/authorize`,
    XERO_TOKEN_URL: `${place.xero}/connect/token`,
    XERO_API_URL: place.xero,
    XERO_APP_URL: place.xero,
    QUICKBOOKS_CLIENT_ID: quickBooksApp.clientId,
    QUICKBOOKS_CLIENT_SECRET: quickBooksApp.clientSecret,
    QUICKBOOKS_AUTHORIZE_URL: `${place.quickbooks}/connect/oauth2`,
    QUICKBOOKS_TOKEN_URL: `${place.quickbooks}/oauth2/v1/tokens/bearer`,
    QUICKBOOKS_REVOKE_URL: `${place.quickbooks}/v2/oauth2/tokens/revoke`,
    QUICKBOOKS_API_URL: place.quickbooks,
    QUICKBOOKS_APP_URL: place.quickbooks,
    SMTP_URL: `smtp://127.0.0.1:${place.ports[4]}`,
    MAIL_FROM: 'Evenbook <mail@evenbook.example>',
  }
}

/** The vendors in one process, their books under `directory`; it is ready when it says its addresses. */
export async function startSandbox(
  children: Children,
  place: SandboxPlace,
  directory: string,
  appUrl: string,
): Promise<Child> {
  const [uiPort, apiPort, xeroPort, mailPort, smtpPort, quickBooksPort] = place.ports
  const config = {
    connectwise: { uiPort, apiPort, directory: path.join(directory, 'connectwise') },
    xero: {
      port: xeroPort,
      directory: path.join(directory, 'xero'),
      ...xeroApp,
      redirectUris: [`${appUrl}/oauth/xero/callback`],
    },
    quickbooks: {
      port: quickBooksPort,
      directory: path.join(directory, 'quickbooks'),
      ...quickBooksApp,
      redirectUris: [`${appUrl}/oauth/quickbooks/callback`],
    },
    mail: { port: mailPort, smtpPort, directory: path.join(directory, 'mail') },
  }
  const child = children.start(
    'sandbox',
    ['tests/simulators/run.ts', JSON.stringify(config)],
    { ...process.env },
    'pipe',
  )
  const lines = child.process.stdout ? createInterface(child.process.stdout) : undefined
  const said = new Promise<'ready'>(resolve => lines?.once('line', () => resolve('ready')))
  if ((await Promise.race([said, child.ended])) !== 'ready') throw new Error('The sandbox did not start.')
  return child
}
