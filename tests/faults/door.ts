import { createServer, type IncomingMessage } from 'node:http'
import { receiveConnectWise } from '../../lib/webhooks/receive.ts'

/** The web's address for callbacks: the same function behind it, without the pages. */
export async function openDoor(): Promise<{ url: string; close(): Promise<void> }> {
  const server = createServer((incoming, outgoing) => {
    receive(incoming).then(
      status => outgoing.writeHead(status).end(),
      () => outgoing.writeHead(500).end(),
    )
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(0, '127.0.0.1', resolve)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The door listens on no port.')
  return {
    url: `http://localhost:${address.port}`,
    close: () => {
      const closed = new Promise<void>(resolve => server.close(() => resolve()))
      server.closeAllConnections()
      return closed
    },
  }
}

async function receive(incoming: IncomingMessage): Promise<number> {
  const pieces: Buffer[] = []
  for await (const piece of incoming) pieces.push(piece)
  const { pathname } = new URL(incoming.url ?? '/', 'http://door')
  const key = /^\/api\/webhooks\/connectwise\/([^/]+)$/.exec(pathname)?.[1]
  if (incoming.method !== 'POST' || key === undefined) return 404
  const signature = incoming.headers['x-content-signature']
  return receiveConnectWise(key, Buffer.concat(pieces), typeof signature === 'string' ? signature : '')
}
