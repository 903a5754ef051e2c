import { existsSync, readFileSync } from 'node:fs'
import { startConnectWise } from './connectwise/index.ts'
import { type QuickBooks, startQuickBooks } from './quickbooks/index.ts'
import { startMail } from './smtp/index.ts'
import { startXero, type Xero } from './xero/index.ts'

type Config = {
  xero?: Parameters<typeof startXero>[0]
  quickbooks?: Parameters<typeof startQuickBooks>[0]
  connectwise?: Parameters<typeof startConnectWise>[0]
  mail?: Parameters<typeof startMail>[0]
}

/**
 * `node tests/simulators/run.ts '{"xero":{"port":4102},"connectwise":{…}}'` (or a file with that JSON) starts
 * the named simulators in one process, prints one line of JSON with their addresses, and serves until SIGTERM.
 */
async function main() {
  const argument = process.argv[2] ?? '{}'
  const config: Config = JSON.parse(existsSync(argument) ? readFileSync(argument, 'utf8') : argument)
  const xero = config.xero && (await startXero(config.xero))
  const quickbooks = config.quickbooks && (await startQuickBooks(config.quickbooks))
  const connectwise = config.connectwise && (await startConnectWise(config.connectwise))
  const mail = config.mail && (await startMail(config.mail))
  const stop = async () => {
    await Promise.all([xero?.close(), quickbooks?.close(), connectwise?.close(), mail?.close()])
    process.exit(0)
  }
  process.once('SIGTERM', () => void stop())
  process.once('SIGINT', () => void stop())
  const addresses = {
    ...(xero ? { xero: ledgerAddresses(xero) } : {}),
    ...(quickbooks ? { quickbooks: ledgerAddresses(quickbooks) } : {}),
    ...(connectwise ? { connectwise: connectwise.urls } : {}),
    ...(mail ? { mail: { url: mail.url, smtpUrl: mail.smtpUrl } } : {}),
  }
  process.stdout.write(`${JSON.stringify(addresses)}\n`)
}

function ledgerAddresses({ url, apiUrl, authorizeUrl, tokenUrl, revocationUrl }: Xero | QuickBooks) {
  return { url, apiUrl, authorizeUrl, tokenUrl, revocationUrl }
}

await main()
